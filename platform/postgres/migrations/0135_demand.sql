-- Demand (供需对接, Art. 20 ¶1): what no catalogue entry offers, what became of it, and by which words like demands are found.
create table demand (
  region text not null,
  case_id uuid not null,
  requester text not null,
  authority text,                         -- demands are alike within one authority
  body jsonb not null default '{}',
  saved_at timestamptz,
  stage text not null default 'draft' check (stage in ('draft', 'open', 'joined', 'over')), -- who may be joined: open alone
  joins_region text,                      -- the demand it joined
  joins uuid,
  catalog_region text,                    -- the case that compiles the entry
  catalog_case uuid,
  entry_region text,                      -- the entry it was matched to
  entry uuid,
  answer jsonb,                           -- of another platform
  declines jsonb not null default '[]',
  title text not null default '',
  item_names text[] not null default '{}', -- without signs, as the catalogue compares them
  words tsvector not null default '',
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id),
  check ((joins is null) = (joins_region is null) and (catalog_case is null) = (catalog_region is null) and (entry is null) = (entry_region is null)),
  check (stage <> 'joined' or joins is not null)
);
create index demand_words on demand using gin (words) with (fastupdate = off) where stage = 'open';
create index demand_items on demand using gin (item_names) with (fastupdate = off) where stage = 'open';
create index demand_joined on demand (joins_region, joins) where stage = 'joined';
create index demand_compiling on demand (catalog_region, catalog_case) where stage = 'open' and catalog_case is not null;

-- 需求登记表 is kept with the registration.
alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check check (kind in ('form', 'letter', 'not-shared', 'order', 'sheet', 'list', 'demand'));
