# shellcheck shell=sh
# The functions of bench/run: they make ledgers once in build/bench, measure, and print.

export INMAIL_NOW=2026-06-30T23:00:00Z TZ=UTC
unset INMAIL_SEAT INMAIL_LEDGER XDG_CONFIG_HOME XDG_DATA_HOME || true
month=2026-06
store=build/bench
programs=build/release/bench
inmail=$PWD/build/release/src/cli/inmail

prepare() {
    scripts/install --bench
    scripts/build release -DINMAIL_BENCH=ON -DINMAIL_TESTS=OFF
    mkdir -p "$store"
    exec 9>"$store/lock"
    flock -n 9 || { echo "bench/run: another bench/run is running, which would distort the figures of both" >&2; exit 1; }
    scratch=$(mktemp -d "$store/scratch-XXXXXX")
    export HOME="$PWD/$scratch"
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 130' INT TERM
    # A changed generator or migration needs new files, so their names hold a digest of it.
    version=$(cat bench/generator/* | sha256sum | cut -c 1-8)
    schema=$(cat migrations/sqlite/* | sha256sum | cut -c 1-8)
    cold=""
    if "$inmail" --no-checkpoints --version >/dev/null 2>&1; then cold=--no-checkpoints; fi
}

min_of() { echo $(($1 < $2 ? $1 : $2)); }

# build_once FILE COMMAND...: makes FILE from the command's output unless it exists. An unfinished file has another name.
build_once() {
    file=$1
    shift
    if [ ! -e "$file" ]; then
        echo "making $file" >&2
        "$@" >"$file.new"
        mv "$file.new" "$file"
    fi
    echo "$file"
}
events_of() { build_once "$store/events-$version-$1${2:-}.csv" "$programs/bench_generate" --events "$@"; }
journal_of() { build_once "$store/events-$version-$1.journal" "$programs/bench_generate" --events "$1" --journal; }
ledger_of() {
    made=$store/ledger-$version-$schema-$1.db
    if [ ! -e "$made" ]; then
        csv=$(events_of "$1")
        echo "making $made" >&2
        rm -f "$made.new"*
        "$inmail" --ledger "$made.new" init >/dev/null 2>&1
        "$inmail" --ledger "$made.new" import events "$csv" >/dev/null 2>&1
        sqlite3 "$made.new" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
        mv "$made.new" "$made"
    fi
    echo "$made"
}
# Syncs the copy, or the next measurement would wait for the disk.
fresh_copy() {
    rm -f "$2"*
    cp --reflink=auto "$1" "$2"
    sync "$2"
}

# The number of bytes that verify hashes (docs/ledger-format.md): each link, and each prospect with its salt.
hashed_bytes() {
    sqlite3 "$1" "SELECT sum(28 * 4 + 14 + 32 + length(e.seq) + CASE WHEN typeof(e.key) = 'text' THEN length(e.key) WHEN length(e.key) = 16 THEN 26 ELSE 36 END + length(e.occurred_at) + 5
            + coalesce(length(seat.name), 0) + coalesce(length(pool.name), 0) + coalesce(length(team.name), 0)
            + coalesce(length(e.name), 0) + coalesce(length(plan.name), 0) + iif(e.prospect IS NULL, 0, 32)
            + iif(e.channel IS NULL, 0, 7) + iif(e.outcome IS NULL, 0, 8) + coalesce(length(e.thread), 0)
            + coalesce(length(campaign.name), 0) + coalesce(length(e.amount), 0) + coalesce(length(e.price_minor), 0)
            + coalesce(length(e.currency), 0) + coalesce(length(e.note), 0) + coalesce(length(e.line), 0)
            + length(e.recorded_at) + length(recorder.name) + length('b' || batch.id) + length(batch.command))
            + (SELECT sum(length(salt) + length(name)) FROM prospect)
        FROM event AS e JOIN recorder ON recorder.id = e.recorded_by JOIN batch ON batch.id = e.batch
            LEFT JOIN seat ON seat.id = e.seat LEFT JOIN pool ON pool.id = e.pool LEFT JOIN team ON team.id = e.team
            LEFT JOIN plan ON plan.id = e.plan LEFT JOIN campaign ON campaign.id = e.campaign"
}

header() {
    echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Linux $(uname -r); load $(cut -d' ' -f1 /proc/loadavg)"
    echo "$("$inmail" --version | head -n 1); $(c++ --version | head -n 1); sqlite3 $(sqlite3 --version | cut -d' ' -f1);" \
        "$(ledger --version | sed -n '1s/,.*//p'); $(hledger --version | cut -d, -f1)"
    echo
}

# pair TITLE MEASURE KIND TARGET RUNS [bench_pair's words]: KIND is 'at most' (the ratio to the other program) or 'faster by'.
pair() {
    title=$1
    measure=${by:-$2}
    kind=$3
    target=$4
    runs_of_row=$5
    shift 5
    echo "$title"
    "$programs/bench_pair" "$runs_of_row" "$@" | awk -v measure="$measure" -v kind="$kind" -v target="$target" -v runs="$runs_of_row" '
        { first[$1] = $2; second[$1] = $3; median[$1] = $4; least[$1] = $5; most[$1] = $6 }
        function ratios(m) {
            if (kind == "faster by") return sprintf("%.1f x (%.1f to %.1f)", 1 / median[m], 1 / most[m], 1 / least[m])
            return sprintf("%.2f x (%.2f to %.2f)", median[m], least[m], most[m])
        }
        END {
            if (NR < 3) exit 1
            if (kind == "faster by") held = 1 / median[measure] >= target
            else held = median[measure] <= target
            other = measure == "wall_ms" ? "cpu_ms" : "wall_ms"
            printf "  %s  %s %s x: %s by %s, %d pairs\n", held ? "held  " : "MISSED", kind, target, ratios(measure),
                measure == "wall_ms" ? "wall" : "CPU", runs
            printf "          by %s: %s; wall %.1f and %.1f ms, CPU %.1f and %.1f ms, peak %.1f and %.1f MiB\n",
                other == "wall_ms" ? "wall" : "CPU", ratios(other), first["wall_ms"], second["wall_ms"], first["cpu_ms"],
                second["cpu_ms"], first["peak_kib"] / 1024, second["peak_kib"] / 1024
        }'
}

# figure TITLE TARGET VALUE UNIT
figure() {
    echo "$1"
    awk -v target="$2" -v value="$3" -v unit="$4" 'BEGIN {
        printf "  %s  at most %s %s: %s %s\n", value <= target ? "held  " : "MISSED", target, unit, value, unit }'
}

# least TITLE TARGET VALUE UNIT: the same of what should be more.
least() {
    echo "$1"
    awk -v target="$2" -v value="$3" -v unit="$4" 'BEGIN {
        printf "  %s  at least %s %s: %s %s\n", (value >= target ? "held  " : "MISSED"), target, unit, value, unit }'
}

# bytes_an_event LEDGER EVENTS: includes checkpoints; writes the log back first.
bytes_an_event() {
    sqlite3 "$1" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
    echo $(($(stat -c %s "$1") / $2))
}

peak_mib() { "$programs/bench_pair" 1 "$@" | awk '/^peak_kib/ { printf "%.1f", $2 / 1024 }'; }

# scale_up_to EVENTS RUNS: short commands run RUNS times.
scale_up_to() {
    header
    printf '%-28s %10s %10s %10s %10s\n' command events wall_ms cpu_ms peak_MiB
    size=10000
    while [ "$size" -le "$1" ]; do
        at=$(ledger_of "$size")
        fresh_copy "$at" "$scratch/send.db"
        scale_row "$2" "send" "$size" "$inmail" --ledger "$scratch/send.db" send ana "bench-{}"
        scale_row "$2" "balance ana" "$size" "$inmail" --ledger "$at" balance ana
        scale_row 3 "balance" "$size" "$inmail" --ledger "$at" balance
        [ -z "$cold" ] || scale_row 3 "$cold balance" "$size" "$inmail" --ledger "$at" "$cold" balance
        scale_row 3 "audit --month" "$size" "$inmail" --ledger "$at" audit --month "$month"
        scale_row 3 "verify" "$size" "$inmail" --ledger "$at" verify
        scale_row 1 "import events" "$size" \
            --before "rm -f '$scratch'/import.db*; '$inmail' --ledger '$scratch/import.db' init >/dev/null 2>&1" \
            "$inmail" --ledger "$scratch/import.db" import events "$(events_of "$size")"
        printf '%-28s %10d %10s\n' "bytes an event" "$size" "$(bytes_an_event "$at" "$size")"
        rm -f "$scratch"/*.db*
        size=$((size * 10))
    done
}
# scale_row RUNS NAME EVENTS [bench_pair's words]
scale_row() {
    runs_of_row=$1
    name=$2
    size_of_row=$3
    shift 3
    "$programs/bench_pair" "$runs_of_row" "$@" | awk -v name="$name" -v events="$size_of_row" '
        { first[$1] = $2 }
        END { printf "%-28s %10d %10.1f %10.1f %10.1f\n", name, events, first["wall_ms"], first["cpu_ms"], first["peak_kib"] / 1024 }'
}
