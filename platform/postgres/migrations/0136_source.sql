-- Named sources (数源部门, Art. 19 ¶2): groups of like items, what each department said, which department collects what from now on, its tasks.
create table source_group (
  region text not null,
  case_id uuid not null,
  items text[] not null,                  -- as they are written
  departments jsonb not null default '[]', -- [{org, duty}]: by which duty each collects
  opinions jsonb not null default '[]',   -- [{org, stand, duty, on, round}]
  round integer not null default 0,
  opinions_by date,
  stage text not null default 'open' check (stage in ('open', 'named', 'over')),
  provider text,                          -- the source that stands; in a second round the one named before
  document text,
  named_on date,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id),
  check ((provider is null) = (document is null) and (provider is null) = (named_on is null)),
  check (stage <> 'named' or provider is not null)
);

create table source_entry (
  region text not null,
  case_id uuid not null,
  entry uuid not null,
  org text not null,
  primary key (region, case_id, entry),
  foreign key (region, case_id) references source_group (region, case_id)
);
create index source_entry_of on source_entry (region, entry);

-- One source for one item: its name without signs, as entries are compared.
create table source_item (
  region text not null,
  name text not null,
  item text not null,
  case_id uuid not null,
  provider text not null,
  entry uuid,                             -- of the source, where it has the item
  primary key (region, name),
  foreign key (region, case_id) references source_group (region, case_id)
);
create index source_item_case on source_item (region, case_id);

create table source_task (
  region text not null,
  case_id uuid not null,
  nth integer not null,                   -- of its clock
  org text not null,
  what text not null,
  given_on date not null,
  done_by date not null,
  done text,
  done_on date,
  primary key (region, case_id, nth),
  foreign key (region, case_id) references source_group (region, case_id),
  check ((done is null) = (done_on is null))
);

-- Entries that were not yet compared with the others, looked at one after another by a job; a new publication is looked at again.
alter table entry_listing add column compared boolean not null default false;
create index entry_listing_compared on entry_listing (region, entry) where not compared;
