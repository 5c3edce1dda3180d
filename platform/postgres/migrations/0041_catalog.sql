-- The catalogue (Art. 12–17, 19). A case of the catalogue has the region of its entry.

create table entry (
  region text not null,
  id uuid not null,
  provider text not null,
  code text,
  state text not null default 'compiling' check (state in ('compiling', 'published', 'hidden', 'withdrawn', 'abandoned')),
  current_version integer check (current_version >= 1),
  current_case uuid,
  secret boolean not null default false,
  outside jsonb not null default '{}', -- contact, summary … as changed without a case since the version was published
  made_at timestamptz not null default now(),
  primary key (region, id),
  unique (region, code),
  check (state not in ('published', 'hidden', 'withdrawn') or (code is not null and current_version is not null))
);
create index entry_provider on entry (region, provider, state, id);

-- What was published, as it was published. Insert and select only.
create table entry_version (
  region text not null,
  entry uuid not null,
  version integer not null check (version >= 1),
  case_id uuid not null,
  change text not null check (change in ('compile', 'update', 'withdraw')),
  attribute text not null check (attribute in ('unconditional', 'conditional', 'not-shared')),
  name text not null,
  conditions jsonb not null,
  body jsonb not null,
  scope_digest text not null,
  causes jsonb not null default '[]',
  published_on date not null,
  published_at timestamptz not null default now(),
  primary key (region, entry, version),
  foreign key (region, entry) references entry (region, id)
);

create table item (
  region text not null,
  entry uuid not null,
  version integer not null,
  n integer not null check (n >= 1),
  name text not null,
  field text not null,
  type text not null,
  length integer,
  key boolean not null,
  nullable boolean not null,
  code_set text,
  sensitivity text not null,
  personal text not null check (personal in ('none', 'personal', 'sensitive')),
  identifier text,
  grade text not null,
  primary key (region, entry, version, n),
  unique (region, entry, version, field),
  foreign key (region, entry, version) references entry_version (region, entry, version)
);

-- The draft of a case; one open case per entry (procedures: a further cause joins it).
create table catalog_draft (
  region text not null,
  case_id uuid not null,
  entry uuid not null,
  change text not null check (change in ('compile', 'update', 'withdraw')),
  base_version integer,
  body jsonb not null,
  reason text,
  repeated_reason text,
  open boolean not null default true,
  saved_at timestamptz,
  saved_by uuid,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id),
  foreign key (region, entry) references entry (region, id)
);
create unique index catalog_draft_open on catalog_draft (region, entry) where open;
create index catalog_draft_entry on catalog_draft (region, entry, case_id);

-- Why an entry must change, and since when (Art. 17 ¶2). clock: the number of its clock `update`, where it has one.
create table catalog_cause (
  region text not null,
  case_id uuid not null,
  n integer not null check (n >= 1),
  kind text not null check (kind in ('law', 'regulation', 'decision', 'duty', 'other')),
  on_day date not null,
  document text not null,
  clock integer,
  answered_in integer,
  primary key (region, case_id, n),
  foreign key (region, case_id) references catalog_draft (region, case_id)
);

-- What the authority listed when it returned the entry; a second list may hold only what is on the first, or new.
create table catalog_point (
  region text not null,
  case_id uuid not null,
  round integer not null check (round >= 1),
  n integer not null check (n >= 1),
  path text,
  text text not null,
  is_new boolean not null default false,
  primary key (region, case_id, round, n),
  foreign key (region, case_id) references catalog_draft (region, case_id)
);

-- Contact, summary and other fields outside 13 ¶2: changed without a case, recorded.
create table entry_change (
  region text not null,
  entry uuid not null,
  id uuid not null,
  on_day date not null,
  at timestamptz not null default now(),
  field text not null,
  before text,
  after text,
  org text not null,
  post text not null,
  person uuid not null,
  primary key (region, entry, id),
  foreign key (region, entry) references entry (region, id)
);

-- The head's standing consent, for unconditional entries only (Art. 20 ¶3, 23).
create table standing_consent (
  region text not null,
  entry uuid not null,
  id uuid not null,
  version integer not null,
  org text not null,
  post text not null,
  person uuid not null,
  document text not null default '',
  on_day date not null,
  ended_on date,
  ended_by uuid,
  ended_why text,
  primary key (region, entry, id),
  foreign key (region, entry) references entry (region, id)
);
create unique index standing_consent_one on standing_consent (region, entry) where ended_on is null;

create table entry_subscriber (
  region text not null,
  entry uuid not null,
  org text not null,
  since date not null,
  primary key (region, entry, org),
  foreign key (region, entry) references entry (region, id)
);
create index entry_subscriber_org on entry_subscriber (region, org);

-- Figures that application, grant and correction write; the catalogue reads no later process.
create table entry_figure (
  region text not null,
  entry uuid not null,
  asked integer not null default 0,
  granted integer not null default 0,
  refused integer not null default 0,
  withdrawn integer not null default 0,
  on_time integer not null default 0,
  late integer not null default 0,
  supplemented integer not null default 0,
  extended integer not null default 0,
  users integer not null default 0 check (users >= 0),
  corrections integer not null default 0,
  recent smallint[] not null default '{}',
  answered_p50 real,
  last_asked_on date,
  primary key (region, entry),
  foreign key (region, entry) references entry (region, id)
);

-- 顺序码 within a 分类码. A scheme of another province is another function over the same row.
create table entry_code (
  region text not null,
  class_code text not null,
  last integer not null,
  primary key (region, class_code)
);

-- What the search reads: one row per entry that stands. Words are cut by jieba in the program.
create table entry_listing (
  region text not null,
  entry uuid not null,
  version integer not null,
  code text not null,
  name text not null,
  summary text not null,
  provider text not null,
  attribute text not null,
  modes text[] not null,
  update_cycle text not null,
  grade text not null,
  personal boolean not null,
  item_count integer not null,
  item_names text[] not null,
  published_on date not null,
  name_words tsvector not null,
  words tsvector not null,
  primary key (region, entry),
  foreign key (region, entry) references entry (region, id)
);
create index entry_listing_name on entry_listing using gin (name_words) with (fastupdate = off);
create index entry_listing_words on entry_listing using gin (words) with (fastupdate = off);
create index entry_listing_code on entry_listing (code text_pattern_ops);
create index entry_listing_new on entry_listing (published_on desc, entry desc);
create index entry_listing_provider on entry_listing (region, provider, published_on desc, entry desc);

-- Item names of published entries, for likeness (Art. 19 ¶1): normalised name → who shares it.
create table item_name (
  region text not null,
  name text not null,
  entry uuid not null,
  provider text not null,
  primary key (region, name, entry),
  foreign key (region, entry) references entry (region, id)
);

-- Synonyms for the search, kept by the authority.
create table search_synonym (
  region text not null,
  word text not null,
  same text not null,
  by_org text not null,
  on_day date not null,
  primary key (region, word, same)
);

select append_only('entry_version'), append_only('item'), append_only('entry_change'), append_only('catalog_point');
