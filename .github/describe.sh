#!/usr/bin/env bash
# Writes the text of a pull request for each draft that draft.sh left in a folder:
# describe.sh FOLDER, which gets a MONTH.md each, its title in the first line.
#
# PREVIEW_URL is where the preview is, REPOSITORY_URL where the repository is.
set -euo pipefail
folder=$1

while read -r month branch _ tree; do
    facts=content/facts/$month.json
    # GitHub calls a file's place in a diff by the sum of its path.
    read -r place _ < <(printf %s "$facts" | sha256sum)
    links=(--link "Facts diff=$REPOSITORY_URL/compare/main...$branch#diff-$place")
    if [ -n "$PREVIEW_URL" ]; then
        links=(--link "Preview (unpack it, then: python3 -m http.server)=$PREVIEW_URL" "${links[@]}")
    fi
    (cd "$tree" && digest status "$month" --pr "${links[@]}") >"$folder/$month.md" </dev/null
done <"$folder/drafts"
