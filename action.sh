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

case "$COMMAND" in
  check) lines "$SOURCES" --source ;;
  brief) arguments+=(--out "$RUNNER_TEMP/factdesk-out") ;;
  *) echo "::error::factdesk: command is check or brief, not $COMMAND"; echo "exit-code=2" >>"$GITHUB_OUTPUT"; exit 0 ;;
esac
lines "$ARGUMENTS" ""
arguments+=(--)
lines "$FILES" ""

# All annotations go to the log: the summary has a table of its own.
env -u GITHUB_STEP_SUMMARY "$FACTDESK" "$COMMAND" --format github "${arguments[@]}"
code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [ "$code" -ne 2 ] && [ "$code" -ne 70 ]; then
  if [ -n "$SARIF" ]; then
    env -u GITHUB_STEP_SUMMARY "$FACTDESK" "$COMMAND" --format sarif "${arguments[@]}" >"$SARIF" 2>/dev/null
  fi
  if [ "$COMMAND" = check ]; then
    "$FACTDESK" check --format markdown "${arguments[@]}" >>"$GITHUB_STEP_SUMMARY" 2>/dev/null
  else
    cat "$RUNNER_TEMP"/factdesk-out/*/brief.md "$RUNNER_TEMP"/factdesk-out/brief.md 2>/dev/null >>"$GITHUB_STEP_SUMMARY"
  fi
fi
exit 0
