#!/usr/bin/env bash
# Drafts months, each on a branch of its own: draft.sh FOLDER MONTH...
#
# A month that has facts on main is out: what was late for it goes to late/MONTH. Any
# other is drafted on draft/MONTH. What people pushed there stays, the draft is a commit
# on top. A month starts from the one before it, as its window starts where that one's
# ends. Nothing here may write to the repository: FOLDER is what propose.sh delivers.
set -euo pipefail
folder=$1
shift
mkdir -p "$folder"
: >"$folder/drafts" && : >"$folder/stopped" && : >"$folder/red"

export GIT_AUTHOR_NAME='github-actions[bot]' GIT_COMMITTER_NAME='github-actions[bot]'
email=41898282+github-actions[bot]@users.noreply.github.com
export GIT_AUTHOR_EMAIL=$email GIT_COMMITTER_EMAIL=$email

# Made pages are made again after a merge, so it need not find out what they should be.
printf '%s\n' '/content/** merge=made' '/content/facts/** merge' \
    '/content/notes/** merge' '/content/memory/** merge' \
    >"$(git rev-parse --git-common-dir)/info/attributes"
git config merge.made.driver true # leaves a page as the branch has it

# Tells why a month was left alone; those after it do not know then where to start.
stop() {
    printf '%s\t%s\t%s\n' "$month" "$branch" "$1" >>"$folder/stopped"
    echo "$month: $1" | tee -a "$folder/red" >&2
    exit 0
}

# Brings into the branch what it starts from, if that can be done without a person: the
# pages are made by the program of main, so they have to be of main's templates.
update() {
    git merge --quiet --no-edit "$base" && return
    conflicts=$(git diff --name-only --diff-filter=U | paste -sd ' ')
    stop "${base#origin/} and the branch disagree about: ${conflicts:-their histories}"
}

draft() {
    status=0
    digest draft "$month" || status=$?
    if [ "$status" = 3 ] && [ "$kind" = late ]; then
        echo "$month: not all could be read, so nothing was added to it" >>"$folder/red"
        git reset --quiet --hard
        git clean --quiet --force -d content
        return
    fi
    case $status in
    0) ;;
    3) echo "$month: something is missing, see its pull request" >>"$folder/red" ;;
    *) stop "digest draft ended with status $status, the log says why" ;;
    esac
    # What a merge left of other months' pages is made again, too.
    digest render --quiet || [ $? = 3 ] || stop "pages cannot be made, the log says why"
    git add --all content
    git diff --cached --quiet || git commit --quiet --message "${kind^} of $month"
}

base=origin/main
for month; do
    kind=draft
    git cat-file -e "origin/main:content/facts/$month.json" 2>/dev/null && kind=late
    branch=$kind/$month
    start=origin/$branch
    git rev-parse --quiet --verify "$start" >/dev/null || start=$base
    tree=$(mktemp -d)
    git worktree add --quiet --no-track -B "$branch" "$tree" "$start"
    cd "$tree"
    update
    draft
    printf '%s %s %s %s\n' "$month" "$branch" "${base#origin/}" "$tree" >>"$folder/drafts"
    base=$branch
    git bundle create --quiet "$folder/drafts.bundle" --branches='draft/*' --branches='late/*'
done
