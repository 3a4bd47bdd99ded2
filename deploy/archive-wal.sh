#!/bin/sh
# Keeps one finished piece of PostgreSQL's write-ahead log. In postgresql.conf:
#   archive_command = '/opt/optitime/archive-wal.sh "%p" "/backup/wal/%f"'
# It says yes only when the piece is on the disk: PostgreSQL then forgets its own.
set -eu
piece=$1 kept=$2

# After a crash the same piece may come again. Another under the same name must never be written over.
if [ -e "$kept" ]; then
  cmp -s "$piece" "$kept"
  exit
fi
cp "$piece" "$kept.part"
sync "$kept.part"
mv "$kept.part" "$kept"
sync "$(dirname "$kept")"
