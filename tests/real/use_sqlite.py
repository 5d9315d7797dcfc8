"""The same program for every style: a table made, filled, asked, and an error raised."""

import sqlite as s

db = s.sqlite3_open(":memory:")
assert isinstance(db, s.sqlite3) and int(db) != 0


def run(sql):
    statement, rest = s.sqlite3_prepare_v2(db, sql, -1)
    assert rest == ""
    assert s.sqlite3_step(statement) == s.SQLITE_DONE
    s.sqlite3_finalize(statement)


run("create table t (id integer, name text, weight real)")
insert, tail = s.sqlite3_prepare_v2(db, "insert into t values (?, ?, ?); select 1", -1)
assert tail == " select 1"
for row in [(1, "añb", 1.5), (2**40, "", -0.25)]:
    s.sqlite3_bind_int64(insert, 1, row[0])
    s.sqlite3_bind_text(insert, 2, row[1], -1, s.SQLITE_TRANSIENT)
    s.sqlite3_bind_double(insert, 3, row[2])
    assert s.sqlite3_step(insert) == s.SQLITE_DONE
    s.sqlite3_reset(insert)
s.sqlite3_finalize(insert)

query, _ = s.sqlite3_prepare_v2(db, "select id, name, weight from t order by id", -1)
assert s.sqlite3_column_count(query) == 3
assert s.sqlite3_column_name(query, 1) == "name"
rows = []
while s.sqlite3_step(query) == s.SQLITE_ROW:
    text = s.sqlite3_column_text(query, 1)
    length = s.sqlite3_column_bytes(query, 1)
    name = bytes(text[0:length]).decode()
    rows.append(
        (s.sqlite3_column_int64(query, 0), name, s.sqlite3_column_double(query, 2))
    )
assert rows == [(1, "añb", 1.5), (2**40, "", -0.25)], rows
assert s.sqlite3_column_int(query, 0) == 0
s.sqlite3_finalize(query)

try:
    s.sqlite3_prepare_v2(db, "selec 1", -1)
except s.SqliteError as error:
    assert (error.code, error.message) == (1, "SQL logic error"), error
    assert "syntax error" in s.sqlite3_errmsg(db)
else:
    raise AssertionError("no error was raised")

s.sqlite3_close(db)
print("fine")
