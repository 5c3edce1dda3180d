-- Imports of the catalogue (Art. 12 ¶2): an uploaded workbook, its bytes in pieces, and each entry found in it with what became of it.
-- They are kept for days (law/retention.ts); the drafts that they made are cases like any other.

create table catalog_import (
  region text not null,
  id uuid not null,
  org text not null,
  person uuid not null,
  post text not null,
  behalf_of uuid,
  session text not null,
  name text not null, -- of the file
  bytes integer not null check (bytes between 1 and 20971520),
  sha256 text not null,
  state text not null default 'received' check (state in ('received', 'checked', 'refused', 'importing', 'done', 'returned', 'undoing', 'undone')),
  layout text check (layout in ('template', 'flat')),
  template text, -- version that the workbook names
  assumed jsonb not null default '{}', -- values for all entries where the workbook has no such column
  missing text[] not null default '{}', -- columns that it has nowhere
  sheets jsonb not null default '[]',
  refusal jsonb,
  rows_read integer not null default 0,
  found integer not null default 0, -- entries and parts, as far as they were compared
  counts jsonb not null default '{}',
  split boolean not null default false,
  right_only boolean not null default false,
  cause jsonb,
  handled integer not null default 0,
  drafts integer not null default 0,
  failed integer not null default 0,
  claimed_by uuid,
  claimed_until timestamptz,
  tries integer not null default 0,
  made_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  primary key (region, id)
);
create index catalog_import_org on catalog_import (region, org, id desc);
create index catalog_import_waiting on catalog_import (made_at) where state in ('received', 'importing', 'undoing');

create table catalog_import_piece (
  region text not null,
  import uuid not null,
  n integer not null check (n >= 1),
  bytes bytea not null,
  primary key (region, import, n),
  foreign key (region, import) references catalog_import (region, id) on delete cascade
);

create table catalog_import_entry (
  region text not null,
  import uuid not null,
  n integer not null check (n >= 1),
  parent integer, -- the entry of which this is a proposed part (Art. 14: one attribute each)
  kind text not null check (kind in ('add', 'update', 'same', 'duplicate', 'error', 'mixed')),
  sheet text not null,
  row_n integer not null,
  name text not null,
  item_count integer not null,
  body jsonb not null,
  problems jsonb not null default '[]',
  errors integer not null default 0,
  differences jsonb not null default '[]',
  entry uuid, -- that it updates
  case_id uuid, -- its open draft when it was compared, and when that was last saved
  saved_at timestamptz,
  version integer,
  outcome text check (outcome in ('done', 'failed', 'undone', 'kept')),
  why text,
  outcome_case uuid,
  outcome_saved_at timestamptz,
  before jsonb, -- the draft that was written over
  primary key (region, import, n),
  foreign key (region, import) references catalog_import (region, id) on delete cascade
);
create index catalog_import_entry_kind on catalog_import_entry (region, import, kind, n);
create index catalog_import_entry_part on catalog_import_entry (region, import, parent) where parent is not null;
