"""How the tables stand in SQLite: a list becomes a table of its own, references become foreign keys, and views join both kinds.

Everything is derived from `codev.export.tables.TABLES`, but for the views and the search table, which are written out here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from codev.atlas import Atlas
from codev.export.columns import Cell, Column, Table
from codev.export.sqlite_documents import DOCUMENT_COLUMNS, DOCUMENT_MEANING, DOCUMENT_TABLE
from codev.export.tables import TABLES, table_named

SqlRow = tuple[str | int | None, ...]
"""Values as SQLite holds them."""


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column of a table in the database.

    Attributes:
        name: Its name.
        type: TEXT or INTEGER.
        meaning: What a value says.
        required: Whether it is NOT NULL.
        boolean: Whether it holds 0 or 1.
    """

    name: str
    type: str
    meaning: str
    required: bool = False
    boolean: bool = False

    @property
    def definition(self) -> str:
        """The column in a CREATE TABLE statement."""
        check = f" CHECK ({self.name} IN (0, 1))" if self.boolean else ""
        return f"{self.name} {self.type}{' NOT NULL' if self.required else ''}{check}"


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A table in the database.

    Attributes:
        name: Its name.
        meaning: What one row says.
        columns: Its columns.
        key: The columns of its primary key.
        references: Columns, the table they refer to, and its columns.
        indices: Columns that rows are looked up by.
        source: The table that its rows come from.
        list_column: The list whose items its rows are; None for the table itself.
    """

    name: str
    meaning: str
    columns: tuple[SqlColumn, ...]
    key: tuple[str, ...]
    references: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    indices: tuple[str, ...]
    source: Table = field(repr=False)
    list_column: Column | None = None

    @property
    def create_statements(self) -> list[str]:
        """The statements that create the table and its indices; names are our own, never from an entry."""
        lines = [column.definition for column in self.columns]
        lines.append(f"PRIMARY KEY ({', '.join(self.key)})")
        for columns, table, their_columns in self.references:
            lines.append(f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {table} ({', '.join(their_columns)})")
        body = ",\n  ".join(lines)
        compact = " WITHOUT ROWID" if self.list_column is not None else ""
        statements = [f"CREATE TABLE {self.name} (\n  {body}\n){compact}"]
        referring = [columns[-1] for columns, _, _ in self.references]
        looked_up = dict.fromkeys([*self.indices, *referring])
        statements += [
            f"CREATE INDEX {self.name}_by_{column} ON {self.name} ({column})" for column in looked_up if column != self.key[0]
        ]
        return statements

    @property
    def insert_statement(self) -> str:
        """The statement that adds a row; of two rows with one key the first stays, as in `Atlas` (the check reports it)."""
        marks = ", ".join("?" for _ in self.columns)
        return f"INSERT OR IGNORE INTO {self.name} VALUES ({marks})"  # noqa: S608 - our own names


def _own_table(table: Table) -> SqlTable:
    """Return a table without its lists."""
    columns = tuple(
        SqlColumn(
            column.name,
            "TEXT" if column.kind == "text" else "INTEGER",
            column.meaning,
            column.required,
            column.kind == "boolean",
        )
        for column in table.columns
        if not column.is_list
    )
    references = tuple(
        ((column.name,), column.references, table_named(column.references).key)
        for column in table.columns
        if column.references and not column.is_list
    )
    return SqlTable(table.name, table.meaning, columns, table.key, references, table.indices, table)


def _key_name(table: Table, column: str) -> str:
    """Return what a column of a table's key is called in tables that refer to it."""
    return table.one if len(table.key) == 1 else column


def _list_table(table: Table, column: Column) -> SqlTable:
    """Return the table of a list's items."""
    by_name = {each.name: each for each in table.columns}
    columns = [
        SqlColumn(
            _key_name(table, name),
            "INTEGER" if by_name[name].kind == "integer" else "TEXT",
            by_name[name].meaning,
            required=True,
        )
        for name in table.key
    ]
    owner = tuple(each.name for each in columns)
    # A part of another record has a position of its own.
    place = "item_position" if "position" in owner else "position"
    key = (*owner, place)
    item = column.item or "item"
    if item in key:
        # A list of things of the table's own kind.
        item = f"other_{item}"
    columns.append(SqlColumn(place, "INTEGER", "The place in the list, from 1.", required=True))
    references: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = [(owner, table.name, table.key)]
    if column.along:
        columns.append(SqlColumn(column.along, "TEXT", by_name[column.along].meaning))
    columns.append(SqlColumn(item, "INTEGER" if column.kind == "integers" else "TEXT", column.meaning, required=True))
    if column.references:
        own = (column.along, item) if column.along else (item,)
        references.append((own, column.references, table_named(column.references).key))
    return SqlTable(
        f"{table.one}_{column.name}",
        f"An item of the list {column.name} of {table.name}: {column.meaning[0].lower()}{column.meaning[1:]}",
        tuple(columns),
        key,
        tuple(references),
        (item,),
        table,
        column,
    )


SQL_TABLES: tuple[SqlTable, ...] = tuple(
    sql_table
    for table in TABLES
    for sql_table in (
        _own_table(table),
        *(_list_table(table, column) for column in table.columns if column.is_list),
    )
)
"""Every table of the database but the ones for search and documentation."""


def rows_by_table(table: Table, atlas: Atlas) -> dict[str, list[SqlRow]]:
    """Return the rows of a table and of its lists.

    Args:
        table: One of `codev.export.tables.TABLES`.
        atlas: The knowledge base.

    Returns:
        Rows by the name of the table in the database.
    """
    place = {name: number for number, name in enumerate(table.column_names)}
    own = [place[column.name] for column in table.columns if not column.is_list]
    keys = [place[name] for name in table.key]
    lists = [column for column in table.columns if column.is_list]
    found: dict[str, list[SqlRow]] = {table.name: []}
    found.update({f"{table.one}_{column.name}": [] for column in lists})
    for row in table.rows(atlas):
        found[table.name].append(tuple(_plain(row[number]) for number in own))
        for column in lists:
            items = row[place[column.name]]
            if not isinstance(items, tuple):
                continue
            start: SqlRow = tuple(_plain(row[number]) for number in keys)
            along: SqlRow = (_plain(row[place[column.along]]),) if column.along else ()
            values: list[str | int] = list(items)
            found[f"{table.one}_{column.name}"] += [
                (*start, number, *along, item) for number, item in enumerate(values, start=1)
            ]
    return found


def _plain(cell: Cell) -> str | int | None:
    """Return a value that is no list as SQLite holds it."""
    if isinstance(cell, tuple):
        raise TypeError("a list has no place in a column")
    return int(cell) if isinstance(cell, bool) else cell


@dataclass(frozen=True, slots=True)
class View:
    """A query with a name.

    Attributes:
        name: Its name.
        meaning: What one row says.
        query: The SELECT statement.
        columns: Its columns and what they mean.
    """

    name: str
    meaning: str
    query: str
    columns: tuple[tuple[str, str], ...]


_BOTH = "model or dataset"

VIEWS: tuple[View, ...] = (
    View(
        "artifacts",
        "A model or a dataset.",
        """SELECT 'model' AS kind, id, name, family, developer, year, access, licence, introduced_by FROM models
UNION ALL SELECT 'dataset', id, name, family, developer, year, access, licence, introduced_by FROM datasets""",
        (
            ("kind", f"{_BOTH}: an id may stand for one of each."),
            ("id", "Unique within its kind."),
            ("name", "The name as its makers write it."),
            ("family", "The family that dependence can be asked for."),
            ("developer", "Who made it."),
            ("year", "The year in which it appeared."),
            ("access", "Who can use it."),
            ("licence", "Its licence."),
            ("introduced_by", "The work that introduces it."),
        ),
    ),
    View(
        "aliases",
        "A name that leads to a model or a dataset, its own included.",
        """SELECT 'model' AS kind, model AS id, alias FROM model_aliases
UNION SELECT 'model', id, name FROM models
UNION SELECT 'dataset', dataset, alias FROM dataset_aliases
UNION SELECT 'dataset', id, name FROM datasets""",
        (("kind", f"{_BOTH}."), ("id", "The artifact."), ("alias", "A name of it.")),
    ),
    View(
        "origins",
        "What a model or a dataset was made from.",
        """SELECT 'model' AS kind, model AS id, parent, basis FROM model_origins
UNION ALL SELECT 'dataset', dataset, parent, basis FROM dataset_origins""",
        (
            ("kind", f"{_BOTH}; the parent is of the same kind."),
            ("id", "The artifact that was made."),
            ("parent", "What it was made from."),
            ("basis", "claim, seen or recalled (unverified)."),
        ),
    ),
    View(
        "claim_overview",
        "A claim with the words that explain it: work, node, stages and capabilities by name.",
        """SELECT claims.id AS claim, works.key AS work, works.title, works.year, works.scope, claims.direction,
  nodes.name AS node_name, (SELECT group_concat(name, ', ') FROM (SELECT stages.name FROM claim_stages
    JOIN stages ON stages.id = claim_stages.stage
    WHERE claim_stages.claim = claims.id ORDER BY claim_stages.position)) AS stages,
  (SELECT group_concat(name, ', ') FROM (SELECT capabilities.name FROM claim_capabilities
    JOIN capabilities ON capabilities.direction = claim_capabilities.direction
      AND capabilities.id = claim_capabilities.capability
    WHERE claim_capabilities.claim = claims.id ORDER BY claim_capabilities.position)) AS capabilities,
  claims.statement, claims.statement_inferred, claims.unverified, claims.doubt
FROM claims JOIN works ON works.key = claims.work LEFT JOIN nodes ON nodes.id = claims.node""",
        (
            ("claim", "The claim's id."),
            ("work", "The work's key."),
            ("title", "The work's title."),
            ("year", "The year of first publication."),
            ("scope", "surveyed, background or extended."),
            ("direction", "data4model or model4data."),
            ("node_name", "The approach or role."),
            ("stages", "The stages, by name."),
            ("capabilities", "The capabilities, by name."),
            ("statement", "The claim itself."),
            ("statement_inferred", "Whether the sentence says more than its evidence."),
            ("unverified", "Whether nothing by the survey's or the work's authors was seen."),
            ("doubt", "Why it may be wrong."),
        ),
    ),
)
"""Views that put together what stands apart, with their columns."""

SEARCH_TABLE = "search"
SEARCH_MEANING = "Full-text search: WHERE search MATCH 'caption*' ORDER BY rank; case and accents do not matter."
SEARCH_COLUMNS: tuple[tuple[str, str], ...] = (
    ("kind", "work, claim, model, dataset or node."),
    ("id", "Its key or id."),
    ("work", "The work that it belongs to."),
    ("title", "Title or name."),
    ("body", "Statement and doubt, notes, aliases, definition."),
)
"""The columns of the search table."""

DOCUMENTATION_TABLE = "documentation"
DOCUMENTATION_COLUMNS: tuple[tuple[str, str], ...] = (
    ("table_name", "The table or view."),
    ("column_name", "The column; none where the meaning is that of the table."),
    ("meaning", "What it says."),
)
"""The columns of the table that says what all the others mean."""


FACET_TABLES: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = tuple(
    (
        f"{level}_facets",
        f"A value of a facet that a {level} has; facets have the same names as in codev query, the site and the explorer.",
        f"{level}s",
        (
            ("facet", "The facet's name."),
            ("value", f"A value that the {level} has; not-stated where the {level} leaves it open."),
            (level, f"The {level}."),
        ),
    )
    for level in ("work", "claim")
)
"""The tables of facets, one a level: name, meaning, the table that they refer to, columns."""


def documentation() -> Iterator[tuple[str, str | None, str]]:
    """Yield what every table, view and column means: table, column (None for the table itself), meaning."""
    for table in SQL_TABLES:
        yield (table.name, None, table.meaning)
        yield from ((table.name, column.name, column.meaning) for column in table.columns)
    for view in VIEWS:
        yield (view.name, None, view.meaning)
        yield from ((view.name, name, meaning) for name, meaning in view.columns)
    for name, meaning, _, columns in FACET_TABLES:
        yield (name, None, meaning)
        yield from ((name, column, said) for column, said in columns)
    yield (DOCUMENT_TABLE, None, DOCUMENT_MEANING)
    yield from ((DOCUMENT_TABLE, name, meaning) for name, meaning in DOCUMENT_COLUMNS)
    yield (SEARCH_TABLE, None, SEARCH_MEANING)
    yield from ((SEARCH_TABLE, name, meaning) for name, meaning in SEARCH_COLUMNS)
    yield (DOCUMENTATION_TABLE, None, "What every table and column means.")
    yield from ((DOCUMENTATION_TABLE, name, meaning) for name, meaning in DOCUMENTATION_COLUMNS)
