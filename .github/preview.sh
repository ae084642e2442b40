#!/usr/bin/env bash
# Checks the pages of what draft.sh left in a folder, and builds the site of the last
# draft, which has all the others: preview.sh FOLDER SITE
set -euo pipefail
folder=$1 site=$2

# Status 3 is done with gaps, which draft.sh has noted.
done_with() { "$@" || [ $? = 3 ]; }

read -r _ _ _ tree < <(tail -n 1 "$folder/drafts") || exit 0 # nothing to show
cd "$tree"
if ! { done_with digest render --check && done_with digest build --site "$site" &&
    digest links "$site"; }; then
    echo 'the preview cannot be built, the log says why' >>"$folder/red"
fi
