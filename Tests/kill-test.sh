#!/usr/bin/env bash
# Kills `ingest` and `daily` with SIGKILL at random moments, each time on a fresh workspace, runs them to the end and
# compares state, lake and reports with those of an undisturbed run.
#
#   Tests/kill-test.sh .build/release/outlay [ROUNDS=20] [SEED=1] [VENDOR-FOLDER=all] [ESTATE=a simulated one]
#
# ESTATE is a folder as `outlay simulate` writes it, for example datasets/estate.
set -euo pipefail

outlay=$(realpath "${1:?usage: Tests/kill-test.sh OUTLAY [ROUNDS] [SEED] [VENDOR-FOLDER] [ESTATE]}")
rounds=${2:-20}
RANDOM=${3:-1}
vendor=${4:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OUTLAY_NOW=2026-11-02T09:00:00Z USER=kill-test
estate=$(realpath -m "${5:-$work/estate}")
space=$work/space

# Everything a workspace holds, as text: the state row by row, every file of the lake and of the reports by its digest.
state() {
    python3 - "$space/outlay.sqlite" <<'PY'
import sqlite3, sys
for line in sqlite3.connect(sys.argv[1]).iterdump():
    print(line)
PY
    (cd "$space" && find lake reports -type f -print0 | sort -z | xargs -0 -r sha256sum)
}

fresh() { rm -rf "$space"; "$outlay" init "$space" --from "$estate/outlay.yaml" >/dev/null; }
ingest() { "$outlay" --workspace "$space" ingest "$estate/bills/$vendor"; }
daily() { "$outlay" --workspace "$space" daily --date 2026-10-20; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Starts a command, kills it after a random part of the time it usually takes; counts the kills that hit it alive.
hits=0
strike() {
    "$1" >/dev/null 2>&1 &
    local child=$!
    # The function runs in a subshell: the program itself is its child.
    local delay=$((RANDOM * 32768 + RANDOM))
    sleep "$(awk -v r=$delay -v t="$2" 'BEGIN { printf "%.3f", r / 1073741824 * t / 1000 }')"
    local program
    program=$(pgrep -P "$child" || true)
    if kill -KILL ${program:-$child} 2>/dev/null; then hits=$((hits + 1)); fi
    wait "$child" 2>/dev/null || true
}

if [[ ! -d $estate ]]; then "$outlay" simulate "$estate" --rows 20000 --seed 7 >/dev/null; fi

fresh
start=$(milliseconds); ingest >"$work/ingest.out"; ingestTime=$(($(milliseconds) - start))
state >"$work/ingested.state"
cp -r "$space" "$work/ingested"
start=$(milliseconds); daily >"$work/daily.out"; dailyTime=$(($(milliseconds) - start))
state >"$work/done.state"
echo "undisturbed: ingest $ingestTime ms, daily $dailyTime ms"

failures=0
check() {
    if ! state | cmp -s - "$1"; then
        failures=$((failures + 1))
        echo "round $round: $2 ends in another state:"
        state | diff - "$1" | head -20 || true
    fi
}

for round in $(seq "$rounds"); do
    fresh
    strike ingest "$ingestTime"
    if ((round % 2 == 0)); then strike ingest "$ingestTime"; fi
    ingest >/dev/null
    check "$work/ingested.state" ingest
done
echo "ingest: $hits kills hit a running process in $rounds rounds, $failures rounds ended in another state"
ingestFailures=$failures

hits=0
failures=0
for round in $(seq "$rounds"); do
    rm -rf "$space"; cp -r "$work/ingested" "$space"
    strike daily "$dailyTime"
    if ((round % 2 == 0)); then strike daily "$dailyTime"; fi
    daily >/dev/null
    check "$work/done.state" daily
done
echo "daily: $hits kills hit a running process in $rounds rounds, $failures rounds ended in another state"
((failures + ingestFailures == 0))
