-- Exports of the catalogue, each with the number that stands on every page of it: who took what, for the audit officer.
create table catalog_export (
  region text not null,
  number text not null check (number ~ '^WM-\d{8}-\d{4,}$'),
  org text not null,
  post text not null,
  person uuid not null,
  format text not null check (format in ('xlsx', 'csv', 'json')),
  what text not null check (what in ('department', 'query')),
  query jsonb not null default '{}',
  at timestamptz not null default now(),
  primary key (region, number)
);
create index catalog_export_at on catalog_export (region, at desc, number desc);

-- The last number of a day.
create table catalog_export_number (
  region text not null,
  day date not null,
  last integer not null check (last >= 1),
  primary key (region, day)
);

select append_only('catalog_export');
