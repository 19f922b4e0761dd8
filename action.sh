#!/usr/bin/env bash
# The work of action.yml: annotations in the log, a table in the summary of the job, a log for code scanning.
# It takes COMMAND, FILES, SOURCES, ARGUMENTS (a line each), SARIF and FACTDESK, and leaves exit-code in GITHUB_OUTPUT.
set -uo pipefail

# lines TEXT OPTION: each line that is not blank, as an argument, or as OPTION=line.
arguments=()
lines() {
  local line
  while IFS= read -r line; do
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    if [ -n "$line" ]; then arguments+=("${2:+$2=}$line"); fi
  done <<<"$1"
}

refuse() { echo "::error::factdesk: $1"; echo "exit-code=2" >>"$GITHUB_OUTPUT"; exit 0; }

out=$(mktemp -d "$RUNNER_TEMP/factdesk.XXXXXX")
case "$COMMAND" in
  check) lines "$SOURCES" --source ;;
  brief) arguments+=(--out "$out") ;;
  *) refuse "command is check or brief" ;;
esac
case "$SARIF" in
  "" | *.sarif | *.json) ;;
  *) refuse "sarif is a name that ends in .sarif" ;;
esac
lines "$ARGUMENTS" ""
arguments+=(--)
lines "$FILES" ""

# All annotations go to the log: the summary has a table of its own.
env -u GITHUB_STEP_SUMMARY "$FACTDESK" "$COMMAND" --format github "${arguments[@]}"
code=$?
if [ "$code" -eq 0 ] || [ "$code" -eq 1 ] || [ "$code" -eq 3 ]; then
  if [ -n "$SARIF" ]; then
    env -u GITHUB_STEP_SUMMARY "$FACTDESK" "$COMMAND" --format sarif "${arguments[@]}" >"$out/log" 2>/dev/null
    cp "$out/log" "$SARIF" || code=2
  fi
  if [ "$COMMAND" = check ]; then
    "$FACTDESK" check --format markdown "${arguments[@]}" >>"$GITHUB_STEP_SUMMARY" 2>/dev/null
  else
    cat "$out"/*/brief.md >>"$GITHUB_STEP_SUMMARY"
  fi
fi
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit 0
