#!/usr/bin/env bash
# Pushes what draft.sh left in a folder, and opens or updates the pull requests:
# propose.sh FOLDER
#
# This alone may write, so it runs nothing of ours and reads nothing from outside but
# files that it hands on. Nothing is forced. BY_HAND is set if a person asked for it.
set -euo pipefail
folder=$1
by_hand=${BY_HAND:-}
body=$folder/body

# Tells a pull request why a run left it alone, unless that was the last thing it said.
explain() { # number reason
    printf 'This run left the branch as it is: %s.\n' "$2" >"$body"
    said=$(gh pr view "$1" --json comments --jq '.comments[-1].body // ""')
    [ "$said" = "$(cat "$body")" ] || gh pr comment "$1" --body-file "$body"
}

# Sets number, state and base of a branch's newest pull request; nothing, if none is.
# A fork's branch may be called the same, and its pull request is a stranger's.
find_newest() {
    found=$(gh pr list --head "$1" --state all --limit 100 \
        --json number,state,baseRefName,isCrossRepository \
        --jq 'map(select(.isCrossRepository | not))[0] // empty | "\(.number) \(.state) \(.baseRefName)"')
    read -r number state onto <<<"$found"
}

# What is handed over was made by what reads strangers' words: it can be pushed to the
# branches of drafts, and nowhere else.
check() { # month branch base
    local months='^[0-9]{4}-[0-9]{2}$' bases='^(main|(draft|late)/[0-9]{4}-[0-9]{2})$'
    if ! [[ $1 =~ $months && $2 =~ ^(draft|late)/$1$ && $3 =~ $bases ]]; then
        printf 'no draft: %q\n' "$*" >&2
        exit 1
    fi
}

propose() { # month branch base
    local month=$1 branch=$2 base=$3 tip=refs/drafts/$2
    git rev-parse --quiet --verify "origin/$base" >/dev/null || base=main
    # Nothing new; main may have what the draft has, or more since it was drafted.
    if git diff --quiet "origin/$base" "$tip" ||
        git diff --quiet "origin/$base...$tip"; then
        return
    fi
    find_newest "$branch"
    if [ "$state" = CLOSED ] && [ -z "$by_hand" ]; then
        echo "$branch: somebody closed its pull request, so it is left alone" >&2
        # Nothing would lead on from there to main.
        git update-ref -d "refs/remotes/origin/$branch"
        return
    fi
    if ! git push --quiet origin "$tip:refs/heads/$branch"; then
        reason='somebody has changed it meanwhile, or nobody may push to it'
        echo "$month: $branch was not pushed: $reason" >>"$folder/red"
        [ "$state" != OPEN ] || explain "$number" "$reason"
        return
    fi
    git update-ref "refs/remotes/origin/$branch" "$tip"
    title=$(head -n 1 "$folder/$month.md")
    tail -n +3 "$folder/$month.md" >"$body"
    if [ "$state" != OPEN ]; then
        gh pr create --head "$branch" --base "$base" --title "$title" --body-file "$body"
    elif [ "$onto" != "$base" ] || ! same "$number"; then
        gh pr edit "$number" --base "$base" --title "$title" --body-file "$body"
    fi
}

# Whether a pull request says the same already; each run has links of its own.
same() {
    gh pr view "$1" --json body --jq .body |
        diff --brief --strip-trailing-cr --ignore-blank-lines \
            --ignore-matching-lines '/actions/runs/' - "$body" >/dev/null
}

if [ -s "$folder/drafts.bundle" ]; then
    git fetch --quiet "$folder/drafts.bundle" '+refs/heads/*:refs/drafts/*'
fi
while read -r month branch base _; do
    check "$month" "$branch" "$base"
    propose "$month" "$branch" "$base" </dev/null
done <"$folder/drafts"
while IFS=$'\t' read -r _ branch reason; do
    find_newest "$branch"
    [ "$state" != OPEN ] || explain "$number" "$reason" </dev/null
done <"$folder/stopped"
