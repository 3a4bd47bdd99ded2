#!/bin/sh
# A base backup of a running PostgreSQL, checked before it counts:  backup.sh BACKUP
# Where the server is says the environment: PGHOST, PGPORT, PGUSER, PGPASSFILE. Beside it, BACKUP/wal holds what
# archive-wal.sh kept; the two together restore any moment after the backup's end.
set -eu
backup=$1

mkdir -p "$backup/base"
part=$(mktemp -d "$backup/base/.part.XXXXXX")
trap 'rm -rf "$part"' EXIT
pg_basebackup --pgdata="$part/data" --checkpoint=fast --wal-method=stream --manifest-checksums=SHA256 --no-password
pg_verifybackup --quiet "$part/data"
# Named by the server's clock at its end: moments before that cannot be restored from it.
ended=$(psql --no-psqlrc --tuples-only --no-align --no-password --dbname="${PGDATABASE:-postgres}" \
  --command="select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24-MI-SS.US\"Z\"')")
mv "$part/data" "$backup/base/$ended"
sync "$backup/base/$ended" "$backup/base"
echo "$backup/base/$ended"
