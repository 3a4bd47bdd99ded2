#!/bin/sh
# A data directory that becomes the database as it was at a moment:  restore.sh BACKUP MOMENT DIRECTORY
# MOMENT is a time with an offset, such as 2026-11-20T10:00:00+01:00, or "latest" for all that was kept. DIRECTORY must not
# exist. Nothing is started: start a server on it, which replays the log up to the moment and then takes writes.
set -eu
backup=$(cd "$1" && pwd) moment=$2 directory=$3

if [ -e "$directory" ]; then
  echo "restore.sh: $directory is there already; name one that is not." >&2
  exit 1
fi
# The newest base backup that had ended by then. Names are times, so they are in order; a letter is behind every time.
until=latest
[ "$moment" = latest ] || until=$(date --utc --date="$moment" +%Y-%m-%dT%H-%M-%S.%6NZ)
base=
for one in "$backup"/base/*; do
  name=$(basename "$one")
  if [ -d "$one" ] && [ "$(printf '%s\n%s\n' "$name" "$until" | LC_ALL=C sort | head -n 1)" = "$name" ]; then base=$one; fi
done
if [ -z "$base" ]; then
  echo "restore.sh: no backup in $backup/base had ended by $moment." >&2
  exit 1
fi

cp -a "$base" "$directory"
chmod 700 "$directory"
{
  echo "restore_command = 'cp \"$backup/wal/%f\" \"%p\"'"
  if [ "$moment" != latest ]; then echo "recovery_target_time = '$moment'"; fi
  echo "recovery_target_action = 'promote'"
  # It may be thrown away yet: nothing of it goes into the archive until it is the database.
  echo "archive_mode = off"
} >>"$directory/postgresql.auto.conf"
touch "$directory/recovery.signal"
echo "$directory from $base, up to $moment"
