-- Printed from the migrated database by `npm run shuqiao -- db schema`. Not edited by hand.

create table access_batch (
  region text not null,
  id uuid not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  rows bigint,
  root bytea,
  constraint access_batch_check CHECK (((closed_at IS NULL) = (root IS NULL))),
  constraint access_batch_check1 CHECK (((closed_at IS NULL) = (rows IS NULL))),
  constraint access_batch_pkey PRIMARY KEY (region, id),
  constraint access_batch_root_check CHECK ((octet_length(root) = 32))
);
CREATE INDEX access_batch_open ON public.access_batch USING btree (region, opened_at) WHERE (closed_at IS NULL);
-- shuqiao_app: insert, select, update

create table access_log (
  region text not null,
  at timestamp with time zone not null,
  id uuid not null,
  batch uuid not null,
  person uuid,
  org text,
  post text,
  address text not null,
  act text not null,
  object text not null,
  result text not null,
  request text not null,
  constraint access_log_pkey PRIMARY KEY (region, at, id)
) partition by RANGE (at);
CREATE INDEX access_log_at ON ONLY public.access_log USING btree (at DESC, id DESC);
CREATE INDEX access_log_batch ON ONLY public.access_log USING btree (batch);
CREATE INDEX access_log_org ON ONLY public.access_log USING btree (org, at DESC) WHERE (org IS NOT NULL);
CREATE INDEX access_log_person ON ONLY public.access_log USING btree (person, at);
CREATE INDEX access_log_refused ON ONLY public.access_log USING btree (at DESC, id DESC) WHERE (result <> 'ok'::text);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table account (
  person uuid not null,
  kind text not null,
  login text not null,
  name text not null,
  org text not null,
  state text not null,
  ends_on date,
  entrusted text,
  asked jsonb default '[]'::jsonb not null,
  case_region text,
  case_id uuid,
  made_at timestamp with time zone default now() not null,
  constraint account_check CHECK (((case_id IS NULL) = (case_region IS NULL))),
  constraint account_check1 CHECK (((entrusted IS NULL) OR (ends_on IS NOT NULL))),
  constraint account_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'system'::text, 'security'::text, 'audit'::text]))),
  constraint account_login_check CHECK ((login ~ '^[a-z][a-z0-9._-]{2,39}$'::text)),
  constraint account_login_key UNIQUE (login),
  constraint account_org_fkey FOREIGN KEY (org) REFERENCES organisation(code),
  constraint account_person_kind_key UNIQUE (person, kind),
  constraint account_pkey PRIMARY KEY (person),
  constraint account_state_check CHECK ((state = ANY (ARRAY['inactive'::text, 'active'::text, 'locked'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX account_one_officer ON public.account USING btree (kind) WHERE ((kind <> 'staff'::text) AND (state <> 'closed'::text));
CREATE INDEX account_org ON public.account USING btree (org, login);
CREATE INDEX account_text ON public.account USING gin (grams(((login || ' '::text) || name)));
-- shuqiao_app: insert, select, update

create table activation_code (
  person uuid not null,
  hash bytea not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint activation_code_hash_check CHECK ((octet_length(hash) = 32)),
  constraint activation_code_person_fkey FOREIGN KEY (person) REFERENCES account(person),
  constraint activation_code_pkey PRIMARY KEY (person)
);
-- shuqiao_app: delete, insert, select, update

create table agreement (
  region text not null,
  id uuid not null,
  requester text not null,
  provider text not null,
  application_region text,
  application_id uuid,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  purpose text not null,
  term_from date not null,
  term_to date,
  state text not null,
  body jsonb not null,
  suspension jsonb,
  hold jsonb,
  rejected text[] default '{}'::text[] not null,
  disposal jsonb not null,
  delivered_on date,
  collected_on date,
  renews_region text,
  renews_id uuid,
  warned smallint,
  seal bytea,
  constraint agreement_pkey PRIMARY KEY (region, id),
  constraint agreement_seal_check CHECK ((octet_length(seal) = 16)),
  constraint agreement_warned_check CHECK ((warned = ANY (ARRAY[30, 7, 1])))
);
CREATE INDEX agreement_application ON public.agreement USING btree (region, application_region, application_id);
CREATE INDEX agreement_ending ON public.agreement USING btree (term_to, region, id) WHERE (term_to IS NOT NULL);
CREATE INDEX agreement_entry ON public.agreement USING btree (entry_region, entry, state);
CREATE INDEX agreement_entry_id ON public.agreement USING btree (entry_region, entry, region, id);
CREATE INDEX agreement_provider ON public.agreement USING btree (provider, state, requester);
CREATE INDEX agreement_provider_id ON public.agreement USING btree (provider, region, id);
CREATE INDEX agreement_renews ON public.agreement USING btree (renews_region, renews_id) WHERE (renews_id IS NOT NULL);
CREATE INDEX agreement_requester ON public.agreement USING btree (requester, state);
CREATE INDEX agreement_requester_id ON public.agreement USING btree (requester, region, id);
-- shuqiao_app: delete, insert, select, update

create table agreement_count (
  region text not null,
  provider text not null,
  requester text not null,
  state text not null,
  n integer not null,
  constraint agreement_count_pkey PRIMARY KEY (region, provider, requester, state)
);
CREATE INDEX agreement_count_provider ON public.agreement_count USING btree (provider);
CREATE INDEX agreement_count_requester ON public.agreement_count USING btree (requester);
-- shuqiao_app: delete, insert, select, update

create table application (
  region text not null,
  id uuid not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  body jsonb default '{}'::jsonb not null,
  saved_at timestamp with time zone,
  linkage jsonb,
  points jsonb default '[]'::jsonb not null,
  supply_by date,
  answers jsonb default '[]'::jsonb not null,
  additions jsonb default '[]'::jsonb not null,
  security_opinion jsonb,
  proposal jsonb,
  refusal jsonb,
  received_on date,
  grant_region text,
  grant_id uuid,
  other_grant_region text,
  other_grant_id uuid,
  late_counted boolean default false not null,
  rating jsonb,
  constraint application_pkey PRIMARY KEY (region, id)
);
CREATE INDEX application_of_entry ON public.application USING btree (entry_region, entry, region, id);
-- shuqiao_app: delete, insert, select, update

create table application_figure (
  region text not null,
  id uuid not null,
  provider text not null,
  requester text not null,
  attribute text not null,
  received_on date not null,
  outcome text,
  ended_on date,
  on_time boolean,
  days smallint,
  asked boolean default false not null,
  extended boolean default false not null,
  constraint application_figure_check CHECK (((outcome IS NULL) = (ended_on IS NULL))),
  constraint application_figure_days_check CHECK ((days >= 0)),
  constraint application_figure_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint application_figure_pkey PRIMARY KEY (region, id),
  constraint application_figure_region_id_fkey FOREIGN KEY (region, id) REFERENCES application(region, id)
);
CREATE INDEX application_figure_provided ON public.application_figure USING btree (provider, ended_on) WHERE (ended_on IS NOT NULL);
CREATE INDEX application_figure_provider ON public.application_figure USING btree (provider, received_on);
CREATE INDEX application_figure_provider_open ON public.application_figure USING btree (provider) WHERE (outcome IS NULL);
CREATE INDEX application_figure_requested ON public.application_figure USING btree (requester, ended_on) WHERE (ended_on IS NOT NULL);
CREATE INDEX application_figure_requester ON public.application_figure USING btree (requester, received_on);
CREATE INDEX application_figure_requester_open ON public.application_figure USING btree (requester) WHERE (outcome IS NULL);
-- shuqiao_app: delete, insert, select, update

create table assessment (
  region text not null,
  case_id uuid not null,
  department text not null,
  template text not null,
  subject_kind text not null,
  subject uuid not null,
  subject_name text not null,
  scope jsonb not null,
  digest text not null,
  answers jsonb default '[]'::jsonb not null,
  level text,
  secrecy text,
  measures text,
  remains text,
  standing boolean default false not null,
  concluded_on date,
  lapsed_on date,
  constraint assessment_level_check CHECK ((level = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint assessment_pkey PRIMARY KEY (region, case_id),
  constraint assessment_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint assessment_secrecy_check CHECK ((secrecy = ANY (ARRAY['none'::text, 'work-secret'::text, 'state-secret'::text]))),
  constraint assessment_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['entry'::text, 'application'::text]))),
  constraint assessment_template_check CHECK ((template = ANY (ARRAY['secrecy'::text, 'privacy'::text, 'sharing-security'::text])))
);
CREATE INDEX assessment_subject ON public.assessment USING btree (region, subject, template, concluded_on DESC);
-- shuqiao_app: delete, insert, select, update

create table attachment (
  region text not null,
  id uuid not null,
  case_region text,
  case_id uuid,
  move_version integer,
  name text not null,
  media text not null,
  bytes bigint not null,
  sha256 text not null,
  org text not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint attachment_bytes_check CHECK ((bytes > 0)),
  constraint attachment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 255))),
  constraint attachment_pkey PRIMARY KEY (region, id),
  constraint attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX attachment_bytes ON public.attachment USING btree (sha256);
CREATE INDEX attachment_case ON public.attachment USING btree (case_region, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX attachment_free ON public.attachment USING btree (region, made_at) WHERE (case_id IS NULL);
-- row security forced: add_free, file_once, go_free_or_by_list, read_all
-- shuqiao_app: delete, insert, select, update

create table calendar_applied (
  one boolean default true not null,
  mark text not null,
  at timestamp with time zone default now() not null,
  constraint calendar_applied_one_check CHECK (one),
  constraint calendar_applied_pkey PRIMARY KEY (one)
);
-- shuqiao_app: delete, insert, select, update

create table calendar_notice (
  region text not null,
  year integer not null,
  version integer not null,
  sources jsonb not null,
  days jsonb not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default now() not null,
  signed_by uuid,
  signed_at timestamp with time zone,
  basis text,
  constraint calendar_notice_basis_check CHECK (((length(basis) >= 1) AND (length(basis) <= 300))),
  constraint calendar_notice_check CHECK (((signed_by IS NULL) = (signed_at IS NULL))),
  constraint calendar_notice_check1 CHECK ((signed_by <> proposed_by)),
  constraint calendar_notice_pkey PRIMARY KEY (region, year, version),
  constraint calendar_notice_region_fkey FOREIGN KEY (region) REFERENCES region(code),
  constraint calendar_notice_version_check CHECK (((version >= 1) AND (version <= 99))),
  constraint calendar_notice_year_check CHECK (((year >= 2007) AND (year <= 2199)))
);
-- shuqiao_app: delete, insert, select, update

create table call_batch (
  region text not null,
  id uuid not null,
  made_at timestamp with time zone default now() not null,
  count integer not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  root bytea not null,
  constraint call_batch_count_check CHECK ((count > 0)),
  constraint call_batch_pkey PRIMARY KEY (region, id),
  constraint call_batch_root_check CHECK ((octet_length(root) = 32))
);
CREATE INDEX call_batch_made ON public.call_batch USING btree (region, made_at);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table call_record (
  region text not null,
  at timestamp with time zone not null,
  id uuid not null,
  grant_id uuid not null,
  application text,
  caller text not null,
  person text,
  purpose text not null,
  items text not null,
  rows integer not null,
  bytes integer not null,
  params bytea,
  status text not null,
  reason text,
  repeats integer default 1 not null,
  ms integer not null,
  address text not null,
  claimed text,
  ignored text,
  batch uuid not null,
  constraint call_record_pkey PRIMARY KEY (region, at, id),
  constraint call_record_status_check CHECK ((status = ANY (ARRAY['ok'::text, 'refused'::text, 'failed'::text])))
) partition by RANGE (at);
CREATE INDEX call_record_grant ON ONLY public.call_record USING btree (region, grant_id, at);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table call_spool (
  region text not null,
  id uuid not null,
  line text not null,
  constraint call_spool_pkey PRIMARY KEY (region, id)
);
-- shuqiao_app: delete, insert, select

create table case_find (
  region text not null,
  case_id uuid not null,
  number text,
  title text not null,
  marks text[] not null,
  constraint case_find_pkey PRIMARY KEY (region, case_id),
  constraint case_find_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE INDEX case_find_number ON public.case_find USING btree (number text_pattern_ops) WHERE (number IS NOT NULL);
CREATE INDEX case_find_text ON public.case_find USING gin (marks, grams(title)) WITH (fastupdate=off);
-- shuqiao_app: insert, select, update

create table case_link (
  region text not null,
  case_id uuid not null,
  other_region text not null,
  other_case uuid not null,
  zh text not null,
  linked_at timestamp with time zone default now() not null,
  constraint case_link_pkey PRIMARY KEY (region, case_id, other_region, other_case),
  constraint case_link_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE INDEX case_link_newest ON public.case_link USING btree (region, case_id, linked_at DESC);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table case_move (
  region text not null,
  case_id uuid not null,
  version integer not null,
  at timestamp with time zone not null,
  on_day date not null,
  kind text not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  org text,
  post text,
  seat text not null,
  person uuid,
  behalf_of uuid,
  trigger text,
  article text not null,
  opinion text,
  states jsonb default '{}'::jsonb not null,
  signs text,
  paper boolean default false not null,
  clock_effects jsonb default '[]'::jsonb not null,
  attachments text[] default '{}'::text[] not null,
  salt bytea not null,
  request_id uuid,
  constraint case_move_check CHECK (((person IS NULL) = (seat = 'clock'::text))),
  constraint case_move_opinion_check CHECK ((length(opinion) <= 4000)),
  constraint case_move_pkey PRIMARY KEY (region, case_id, version, at),
  constraint case_move_salt_check CHECK ((octet_length(salt) = 16)),
  constraint case_move_version_check CHECK ((version >= 1))
) partition by RANGE (at);
CREATE INDEX case_move_person ON ONLY public.case_move USING btree (person, at DESC) WHERE (person IS NOT NULL);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table case_number (
  region text not null,
  kind text not null,
  year integer not null,
  last integer not null,
  constraint case_number_last_check CHECK ((last >= 0)),
  constraint case_number_pkey PRIMARY KEY (region, kind, year)
);
-- shuqiao_app: insert, select, update

create table case_party (
  region text not null,
  case_id uuid not null,
  party text not null,
  org_region text not null,
  org text not null,
  constraint case_party_pkey PRIMARY KEY (region, case_id, party, org),
  constraint case_party_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE INDEX case_party_org ON public.case_party USING btree (org, party, case_id DESC);
-- shuqiao_app: insert, select, update

create table case_request (
  region text not null,
  request_id uuid not null,
  case_id uuid not null,
  version integer not null,
  person uuid not null,
  act text not null,
  answer jsonb not null,
  at timestamp with time zone default now() not null,
  asked bytea,
  constraint case_request_asked_check CHECK ((octet_length(asked) = 16)),
  constraint case_request_pkey PRIMARY KEY (region, request_id)
);
CREATE INDEX case_request_at ON public.case_request USING btree (region, at);
-- shuqiao_app: delete, insert, select, update

create table catalog_cause (
  region text not null,
  case_id uuid not null,
  n integer not null,
  kind text not null,
  on_day date not null,
  document text not null,
  clock integer,
  answered_in integer,
  constraint catalog_cause_kind_check CHECK ((kind = ANY (ARRAY['law'::text, 'regulation'::text, 'decision'::text, 'duty'::text, 'other'::text]))),
  constraint catalog_cause_n_check CHECK ((n >= 1)),
  constraint catalog_cause_pkey PRIMARY KEY (region, case_id, n),
  constraint catalog_cause_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES catalog_draft(region, case_id)
);
-- shuqiao_app: delete, insert, select, update

create table catalog_draft (
  region text not null,
  case_id uuid not null,
  entry uuid not null,
  change text not null,
  base_version integer,
  body jsonb not null,
  reason text,
  repeated_reason text,
  open boolean default true not null,
  saved_at timestamp with time zone,
  saved_by uuid,
  constraint catalog_draft_change_check CHECK ((change = ANY (ARRAY['compile'::text, 'update'::text, 'withdraw'::text]))),
  constraint catalog_draft_pkey PRIMARY KEY (region, case_id),
  constraint catalog_draft_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint catalog_draft_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id)
);
CREATE INDEX catalog_draft_entry ON public.catalog_draft USING btree (region, entry, case_id);
CREATE UNIQUE INDEX catalog_draft_open ON public.catalog_draft USING btree (region, entry) WHERE open;
-- shuqiao_app: delete, insert, select, update

create table catalog_export (
  region text not null,
  number text not null,
  org text not null,
  post text not null,
  person uuid not null,
  format text not null,
  what text not null,
  query jsonb default '{}'::jsonb not null,
  at timestamp with time zone default now() not null,
  constraint catalog_export_format_check CHECK ((format = ANY (ARRAY['xlsx'::text, 'csv'::text, 'json'::text]))),
  constraint catalog_export_number_check CHECK ((number ~ '^WM-\d{8}-\d{4,}$'::text)),
  constraint catalog_export_pkey PRIMARY KEY (region, number),
  constraint catalog_export_what_check CHECK ((what = ANY (ARRAY['department'::text, 'query'::text])))
);
CREATE INDEX catalog_export_at ON public.catalog_export USING btree (region, at DESC, number DESC);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table catalog_export_number (
  region text not null,
  day date not null,
  last integer not null,
  constraint catalog_export_number_last_check CHECK ((last >= 1)),
  constraint catalog_export_number_pkey PRIMARY KEY (region, day)
);
-- shuqiao_app: delete, insert, select, update

create table catalog_import (
  region text not null,
  id uuid not null,
  org text not null,
  person uuid not null,
  post text not null,
  behalf_of uuid,
  session text not null,
  name text not null,
  bytes integer not null,
  sha256 text not null,
  state text default 'received'::text not null,
  layout text,
  template text,
  assumed jsonb default '{}'::jsonb not null,
  missing text[] default '{}'::text[] not null,
  sheets jsonb default '[]'::jsonb not null,
  refusal jsonb,
  rows_read integer default 0 not null,
  found integer default 0 not null,
  counts jsonb default '{}'::jsonb not null,
  split boolean default false not null,
  right_only boolean default false not null,
  cause jsonb,
  handled integer default 0 not null,
  drafts integer default 0 not null,
  failed integer default 0 not null,
  claimed_by uuid,
  claimed_until timestamp with time zone,
  tries integer default 0 not null,
  made_at timestamp with time zone default now() not null,
  moved_at timestamp with time zone default now() not null,
  constraint catalog_import_bytes_check CHECK (((bytes >= 1) AND (bytes <= 20971520))),
  constraint catalog_import_layout_check CHECK ((layout = ANY (ARRAY['template'::text, 'flat'::text]))),
  constraint catalog_import_pkey PRIMARY KEY (region, id),
  constraint catalog_import_state_check CHECK ((state = ANY (ARRAY['received'::text, 'checked'::text, 'refused'::text, 'importing'::text, 'done'::text, 'returned'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX catalog_import_org ON public.catalog_import USING btree (region, org, id DESC);
CREATE INDEX catalog_import_waiting ON public.catalog_import USING btree (made_at) WHERE (state = ANY (ARRAY['received'::text, 'importing'::text, 'undoing'::text]));
-- shuqiao_app: delete, insert, select, update

create table catalog_import_entry (
  region text not null,
  import uuid not null,
  n integer not null,
  parent integer,
  kind text not null,
  sheet text not null,
  row_n integer not null,
  name text not null,
  item_count integer not null,
  body jsonb not null,
  problems jsonb default '[]'::jsonb not null,
  errors integer default 0 not null,
  differences jsonb default '[]'::jsonb not null,
  entry uuid,
  case_id uuid,
  saved_at timestamp with time zone,
  version integer,
  outcome text,
  why text,
  outcome_case uuid,
  outcome_saved_at timestamp with time zone,
  before jsonb,
  constraint catalog_import_entry_kind_check CHECK ((kind = ANY (ARRAY['add'::text, 'update'::text, 'same'::text, 'duplicate'::text, 'error'::text, 'mixed'::text]))),
  constraint catalog_import_entry_n_check CHECK ((n >= 1)),
  constraint catalog_import_entry_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'failed'::text, 'undone'::text, 'kept'::text]))),
  constraint catalog_import_entry_pkey PRIMARY KEY (region, import, n),
  constraint catalog_import_entry_region_import_fkey FOREIGN KEY (region, import) REFERENCES catalog_import(region, id) ON DELETE CASCADE
);
CREATE INDEX catalog_import_entry_kind ON public.catalog_import_entry USING btree (region, import, kind, n);
CREATE INDEX catalog_import_entry_part ON public.catalog_import_entry USING btree (region, import, parent) WHERE (parent IS NOT NULL);
-- shuqiao_app: delete, insert, select, update

create table catalog_import_piece (
  region text not null,
  import uuid not null,
  n integer not null,
  bytes bytea not null,
  constraint catalog_import_piece_n_check CHECK ((n >= 1)),
  constraint catalog_import_piece_pkey PRIMARY KEY (region, import, n),
  constraint catalog_import_piece_region_import_fkey FOREIGN KEY (region, import) REFERENCES catalog_import(region, id) ON DELETE CASCADE
);
-- shuqiao_app: delete, insert, select, update

create table catalog_point (
  region text not null,
  case_id uuid not null,
  round integer not null,
  n integer not null,
  path text,
  text text not null,
  is_new boolean default false not null,
  constraint catalog_point_n_check CHECK ((n >= 1)),
  constraint catalog_point_pkey PRIMARY KEY (region, case_id, round, n),
  constraint catalog_point_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES catalog_draft(region, case_id),
  constraint catalog_point_round_check CHECK ((round >= 1))
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table circulated (
  region text not null,
  case_id uuid not null,
  id uuid not null,
  on_day date not null,
  text text not null,
  constraint circulated_pkey PRIMARY KEY (region, case_id, id),
  constraint circulated_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES finding(region, case_id)
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table clock (
  region text not null,
  case_id uuid not null,
  name text not null,
  nth integer not null,
  cause text,
  bound text not null,
  calendar text not null,
  class text,
  events jsonb not null,
  due_on date not null,
  plain_on date,
  provisional boolean not null,
  local boolean default false not null,
  asked jsonb,
  near_on date not null,
  red_on date not null,
  stood_on date,
  stopped_on date,
  lapsed_on date,
  reminded_on date default '0001-01-01'::date not null,
  reminded_slot smallint default 0 not null,
  constraint clock_nth_check CHECK ((nth >= 1)),
  constraint clock_pkey PRIMARY KEY (region, case_id, name, nth),
  constraint clock_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint clock_reminded_slot_check CHECK (((reminded_slot >= 0) AND (reminded_slot <= 2)))
);
CREATE INDEX clock_bound ON public.clock USING btree (bound, due_on) WHERE (stopped_on IS NULL);
CREATE INDEX clock_due ON public.clock USING btree (region, due_on, case_id) WHERE ((stopped_on IS NULL) AND (stood_on IS NULL) AND (lapsed_on IS NULL));
CREATE INDEX clock_lit ON public.clock USING btree (near_on, red_on, due_on) INCLUDE (region, case_id, name) WHERE (stopped_on IS NULL);
CREATE INDEX clock_near ON public.clock USING btree (region, near_on) WHERE ((stopped_on IS NULL) AND (stood_on IS NULL));
CREATE INDEX clock_open ON public.clock USING btree (region, case_id, name, nth) WHERE (stopped_on IS NULL);
CREATE INDEX clock_over ON public.clock USING btree (stopped_on) WHERE ((stopped_on IS NOT NULL) AND ((lapsed_on IS NOT NULL) OR (stopped_on > due_on)));
CREATE INDEX clock_provisional ON public.clock USING btree (calendar, due_on) WHERE (provisional AND (stopped_on IS NULL));
CREATE INDEX clock_stood ON public.clock USING btree (stood_on) WHERE ((stood_on IS NOT NULL) AND (stopped_on IS NULL));
-- shuqiao_app: insert, select, update

create table connection (
  region text not null,
  id uuid not null,
  org text not null,
  name text not null,
  kind text not null,
  host text not null,
  port integer not null,
  database text not null,
  schema_name text not null,
  login text not null,
  sealed bytea not null,
  tls boolean not null,
  state text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone default now() not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision text,
  address text,
  up boolean,
  since timestamp with time zone,
  checked_at timestamp with time zone,
  fault text,
  version integer default 1 not null,
  seal bytea,
  constraint connection_check CHECK ((((state = 'proposed'::text) = (decided_by IS NULL)) OR (state = 'retired'::text))),
  constraint connection_check1 CHECK ((decided_by <> asked_by)),
  constraint connection_database_check CHECK (((length(database) >= 1) AND (length(database) <= 63))),
  constraint connection_host_check CHECK (((length(host) >= 1) AND (length(host) <= 253))),
  constraint connection_kind_check CHECK ((kind = 'postgresql'::text)),
  constraint connection_login_check CHECK (((length(login) >= 1) AND (length(login) <= 63))),
  constraint connection_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint connection_pkey PRIMARY KEY (region, id),
  constraint connection_port_check CHECK (((port >= 1) AND (port <= 65535))),
  constraint connection_schema_name_check CHECK (((length(schema_name) >= 1) AND (length(schema_name) <= 63))),
  constraint connection_seal_check CHECK ((octet_length(seal) = 16)),
  constraint connection_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'retired'::text])))
);
CREATE INDEX connection_decided ON public.connection USING btree (id DESC) WHERE (state = ANY (ARRAY['approved'::text, 'refused'::text]));
CREATE INDEX connection_named ON public.connection USING btree (region, org, name, id);
CREATE UNIQUE INDEX connection_place ON public.connection USING btree (region, org, host, port, database, schema_name, login) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text]));
CREATE INDEX connection_text ON public.connection USING gin (((grams(((((name || ' '::text) || host) || ' '::text) || org)) || ('o'::text || org))));
CREATE INDEX connection_waiting ON public.connection USING btree (asked_at, id) WHERE ((state = 'proposed'::text) OR ((state = 'approved'::text) AND (fault IS NOT NULL)));
-- shuqiao_app: delete, insert, select, update

create table correction (
  region text not null,
  case_id uuid not null,
  requester text not null,
  provider text not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  entry_name text not null,
  entry_code text,
  keys jsonb not null,
  rule jsonb,
  grounds text default ''::text not null,
  changed text default ''::text not null,
  rows integer default 0 not null,
  next_row integer default 1 not null,
  upheld integer default 0 not null,
  rejected integer default 0 not null,
  filed_on date,
  answered_on date,
  contested boolean default false not null,
  referrals jsonb default '[]'::jsonb not null,
  look_from integer,
  look_until timestamp with time zone,
  looked_at timestamp with time zone,
  look_fault text,
  rating jsonb,
  constraint correction_check CHECK ((requester <> provider)),
  constraint correction_check1 CHECK (((upheld >= 0) AND (rejected >= 0) AND ((upheld + rejected) <= rows))),
  constraint correction_pkey PRIMARY KEY (region, case_id),
  constraint correction_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint correction_rows_check CHECK (((rows >= 0) AND (rows <= 100000)))
);
CREATE INDEX correction_entry ON public.correction USING btree (entry_region, entry);
CREATE INDEX correction_look ON public.correction USING btree (look_until NULLS FIRST) WHERE (look_from IS NOT NULL);
-- shuqiao_app: delete, insert, select, update

create table correction_recall (
  region text not null,
  case_id uuid not null,
  org text not null,
  n integer not null,
  grant_region text not null,
  grant_id uuid not null,
  how text not null,
  constraint correction_recall_how_check CHECK ((how = ANY (ARRAY['call'::text, 'batch'::text]))),
  constraint correction_recall_pkey PRIMARY KEY (region, case_id, org, n, grant_id),
  constraint correction_recall_region_case_id_n_fkey FOREIGN KEY (region, case_id, n) REFERENCES correction_row(region, case_id, n)
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table correction_receiver (
  region text not null,
  case_id uuid not null,
  org text not null,
  org_region text not null,
  rows integer default 0 not null,
  told_on date not null,
  remind_on date not null,
  reminded_on date,
  confirmed_on date,
  how text,
  said text default ''::text not null,
  constraint correction_receiver_check CHECK (((confirmed_on IS NULL) = (how IS NULL))),
  constraint correction_receiver_how_check CHECK ((how = ANY (ARRAY['updated'::text, 'not-kept'::text, 'differs'::text]))),
  constraint correction_receiver_pkey PRIMARY KEY (region, case_id, org),
  constraint correction_receiver_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES correction(region, case_id)
);
CREATE INDEX correction_receiver_silent ON public.correction_receiver USING btree (remind_on) WHERE ((confirmed_on IS NULL) AND (reminded_on IS NULL));
-- shuqiao_app: insert, select, update

create table correction_row (
  region text not null,
  case_id uuid not null,
  n integer not null,
  kind text not null,
  item integer,
  own boolean default true not null,
  key_digest bytea not null,
  sealed bytea not null,
  answer text,
  answered bytea,
  former text,
  former_answered bytea,
  looked text,
  looked_at timestamp with time zone,
  constraint correction_row_answer_check CHECK ((answer = ANY (ARRAY['upheld'::text, 'rejected'::text]))),
  constraint correction_row_check CHECK (((answer IS NULL) = (answered IS NULL))),
  constraint correction_row_check1 CHECK (((kind <> 'value'::text) OR (item IS NOT NULL))),
  constraint correction_row_former_check CHECK ((former = ANY (ARRAY['upheld'::text, 'rejected'::text]))),
  constraint correction_row_key_digest_check CHECK ((octet_length(key_digest) = 16)),
  constraint correction_row_kind_check CHECK ((kind = ANY (ARRAY['value'::text, 'missing'::text, 'surplus'::text]))),
  constraint correction_row_looked_check CHECK ((looked = ANY (ARRAY['new'::text, 'old'::text, 'other'::text, 'absent'::text, 'present'::text]))),
  constraint correction_row_n_check CHECK ((n >= 1)),
  constraint correction_row_pkey PRIMARY KEY (region, case_id, n),
  constraint correction_row_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES correction(region, case_id)
);
CREATE INDEX correction_row_key ON public.correction_row USING btree (region, case_id, key_digest);
-- shuqiao_app: delete, insert, select, update

create table correction_rules (
  region text not null,
  org text not null,
  version integer not null,
  body jsonb not null,
  made_by uuid not null,
  on_day date not null,
  at timestamp with time zone default now() not null,
  constraint correction_rules_pkey PRIMARY KEY (region, org, version),
  constraint correction_rules_version_check CHECK ((version >= 1))
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table credential (
  rid text not null,
  sid text not null,
  nth integer not null,
  region text not null,
  grant_id uuid not null,
  sealed bytea not null,
  made_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone,
  stopped_at timestamp with time zone,
  seal bytea,
  constraint credential_nth_check CHECK ((nth > 0)),
  constraint credential_pkey PRIMARY KEY (rid, sid, nth),
  constraint credential_seal_check CHECK ((octet_length(seal) = 16))
);
CREATE INDEX credential_grant ON public.credential USING btree (region, grant_id);
-- shuqiao_app: delete, insert, select, update

create table data_key (
  id uuid not null,
  purpose text not null,
  algorithm smallint not null,
  wrapped bytea not null,
  wrapped_by text not null,
  made_at timestamp with time zone default now() not null,
  constraint data_key_algorithm_check CHECK ((algorithm = 1)),
  constraint data_key_pkey PRIMARY KEY (id),
  constraint data_key_purpose_check CHECK ((purpose ~ '^[a-z][a-z-]*$'::text)),
  constraint data_key_purpose_key UNIQUE (purpose),
  constraint data_key_wrapped_by_check CHECK ((wrapped_by ~ '^[0-9a-f]{16}$'::text)),
  constraint data_key_wrapped_check CHECK ((octet_length(wrapped) = 60))
);
-- shuqiao_app: insert, select

create table delegation (
  region text not null,
  id uuid not null,
  org text not null,
  post text not null,
  giver uuid not null,
  taker uuid not null,
  kind text not null,
  valid_from date not null,
  valid_to date not null,
  made_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint delegation_check CHECK ((giver <> taker)),
  constraint delegation_check1 CHECK ((valid_from <= valid_to)),
  constraint delegation_giver_kind_fkey FOREIGN KEY (giver, kind) REFERENCES account(person, kind),
  constraint delegation_of_staff CHECK (((kind = 'staff'::text) AND (post = ANY (ARRAY['cataloguer'::text, 'clerk'::text, 'head'::text, 'chief'::text, 'operator'::text, 'security'::text, 'reviewer'::text, 'lead'::text])))),
  constraint delegation_org_fkey FOREIGN KEY (org) REFERENCES organisation(code),
  constraint delegation_pkey PRIMARY KEY (region, id),
  constraint delegation_taker_kind_fkey FOREIGN KEY (taker, kind) REFERENCES account(person, kind)
);
CREATE INDEX delegation_post ON public.delegation USING btree (region, org, post);
CREATE INDEX delegation_taker ON public.delegation USING btree (taker);
-- shuqiao_app: insert, select, update

create table demand (
  region text not null,
  case_id uuid not null,
  requester text not null,
  authority text,
  body jsonb default '{}'::jsonb not null,
  saved_at timestamp with time zone,
  stage text default 'draft'::text not null,
  joins_region text,
  joins uuid,
  catalog_region text,
  catalog_case uuid,
  entry_region text,
  entry uuid,
  answer jsonb,
  declines jsonb default '[]'::jsonb not null,
  title text default ''::text not null,
  item_names text[] default '{}'::text[] not null,
  words tsvector default ''::tsvector not null,
  constraint demand_check CHECK ((((joins IS NULL) = (joins_region IS NULL)) AND ((catalog_case IS NULL) = (catalog_region IS NULL)) AND ((entry IS NULL) = (entry_region IS NULL)))),
  constraint demand_check1 CHECK (((stage <> 'joined'::text) OR (joins IS NOT NULL))),
  constraint demand_pkey PRIMARY KEY (region, case_id),
  constraint demand_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint demand_stage_check CHECK ((stage = ANY (ARRAY['draft'::text, 'open'::text, 'joined'::text, 'over'::text])))
);
CREATE INDEX demand_compiling ON public.demand USING btree (catalog_region, catalog_case) WHERE ((stage = 'open'::text) AND (catalog_case IS NOT NULL));
CREATE INDEX demand_items ON public.demand USING gin (item_names) WITH (fastupdate=off) WHERE (stage = 'open'::text);
CREATE INDEX demand_joined ON public.demand USING btree (joins_region, joins) WHERE (stage = 'joined'::text);
CREATE INDEX demand_words ON public.demand USING gin (words) WITH (fastupdate=off) WHERE (stage = 'open'::text);
-- shuqiao_app: delete, insert, select, update

create table dictionary (
  region text not null,
  list text not null,
  code text not null,
  zh text not null,
  valid_from date not null,
  valid_to date,
  constraint dictionary_check CHECK (((valid_to IS NULL) OR (valid_from <= valid_to))),
  constraint dictionary_list_check CHECK ((list ~ '^[a-z][a-z0-9-]{1,39}$'::text)),
  constraint dictionary_pkey PRIMARY KEY (region, list, code, valid_from),
  constraint dictionary_region_fkey FOREIGN KEY (region) REFERENCES region(code)
);
-- shuqiao_app: delete, insert, select, update

create table disposal_list (
  id uuid not null,
  partition text not null,
  rows bigint not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  seen_by uuid,
  seen_at timestamp with time zone,
  approved_by uuid,
  approved_at timestamp with time zone,
  done_at timestamp with time zone,
  files bigint default 0 not null,
  constraint disposal_list_check CHECK (((seen_by IS NULL) = (seen_at IS NULL))),
  constraint disposal_list_check1 CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
  constraint disposal_list_check2 CHECK (((approved_by IS NULL) OR (seen_by IS NOT NULL))),
  constraint disposal_list_check3 CHECK ((approved_by <> seen_by)),
  constraint disposal_list_pkey PRIMARY KEY (id),
  constraint disposal_list_rows_check CHECK ((rows >= 0))
);
CREATE UNIQUE INDEX disposal_list_open ON public.disposal_list USING btree (partition) WHERE (done_at IS NULL);
-- shuqiao_app: insert, select; update of seen_by, update of seen_at, update of approved_by, update of approved_at

create table dispute (
  region text not null,
  case_id uuid not null,
  requester text not null,
  provider text not null,
  subject_kind text not null,
  subject_region text not null,
  subject uuid not null,
  subject_title text not null,
  subject_number text,
  matter text,
  claim text default ''::text not null,
  grounds text default ''::text not null,
  forum text,
  forum_why text default ''::text not null,
  record text,
  report text,
  outcome jsonb,
  reports jsonb default '[]'::jsonb not null,
  open boolean default true not null,
  constraint dispute_check CHECK ((requester <> provider)),
  constraint dispute_check1 CHECK ((((subject_kind = 'entry'::text) = (matter IS NOT NULL)) OR (claim = ''::text))),
  constraint dispute_matter_check CHECK ((matter = ANY (ARRAY['attribute'::text, 'condition'::text, 'gap'::text]))),
  constraint dispute_pkey PRIMARY KEY (region, case_id),
  constraint dispute_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint dispute_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['application'::text, 'grant'::text, 'use-change'::text, 'service-change'::text, 'correction'::text, 'reflux'::text, 'entry'::text])))
);
CREATE INDEX dispute_subject ON public.dispute USING btree (subject, open);
-- shuqiao_app: delete, insert, select, update

create table document (
  region text not null,
  id uuid not null,
  kind text not null,
  case_id uuid,
  move_version integer,
  number text not null,
  file_number text,
  org text not null,
  title text not null,
  on_day date not null,
  content text not null,
  digest text not null,
  entry_id uuid not null,
  made_by uuid,
  made_post text,
  made_at timestamp with time zone not null,
  constraint document_check CHECK (((move_version IS NULL) OR (case_id IS NOT NULL))),
  constraint document_check1 CHECK (((made_by IS NULL) = (made_post IS NULL))),
  constraint document_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
  constraint document_kind_check CHECK ((kind ~ '^[a-z]+(-[a-z]+)*$'::text)),
  constraint document_pkey PRIMARY KEY (region, id),
  constraint document_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE INDEX document_case ON public.document USING btree (region, case_id, made_at) WHERE (case_id IS NOT NULL);
CREATE INDEX document_digest ON public.document USING btree ("left"(digest, 32));
CREATE UNIQUE INDEX document_file_number ON public.document USING btree (region, org, file_number) WHERE (file_number IS NOT NULL);
CREATE INDEX document_org ON public.document USING btree (org, made_at DESC, id DESC);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table document_file (
  region text not null,
  document uuid not null,
  sha256 text not null,
  bytes integer not null,
  made_at timestamp with time zone default now() not null,
  constraint document_file_bytes_check CHECK ((bytes > 0)),
  constraint document_file_pkey PRIMARY KEY (region, document),
  constraint document_file_region_document_fkey FOREIGN KEY (region, document) REFERENCES document(region, id),
  constraint document_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX document_file_bytes ON public.document_file USING btree (sha256);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table document_series (
  region text not null,
  org text not null,
  series text not null,
  last integer not null,
  constraint document_series_last_check CHECK ((last >= 1)),
  constraint document_series_pkey PRIMARY KEY (region, org, series)
);
-- shuqiao_app: insert, select, update

create table document_stamped (
  region text not null,
  document uuid not null,
  nth integer not null,
  means text not null,
  verdict text not null,
  signer text,
  signed_at timestamp with time zone,
  sha256 text not null,
  name text not null,
  media text not null,
  bytes integer not null,
  reason text,
  org text not null,
  post text not null,
  person uuid not null,
  at timestamp with time zone not null,
  entry_id uuid not null,
  constraint document_stamped_bytes_check CHECK ((bytes > 0)),
  constraint document_stamped_check CHECK (((nth = 1) = (reason IS NULL))),
  constraint document_stamped_check1 CHECK (((means = 'service'::text) OR ((verdict = 'unverifiable'::text) AND (signer IS NULL) AND (signed_at IS NULL)))),
  constraint document_stamped_means_check CHECK ((means = ANY (ARRAY['scan'::text, 'service'::text]))),
  constraint document_stamped_nth_check CHECK ((nth >= 1)),
  constraint document_stamped_pkey PRIMARY KEY (region, document, nth),
  constraint document_stamped_region_document_fkey FOREIGN KEY (region, document) REFERENCES document(region, id),
  constraint document_stamped_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint document_stamped_verdict_check CHECK ((verdict = ANY (ARRAY['valid'::text, 'invalid'::text, 'unverifiable'::text])))
);
CREATE INDEX document_stamped_bytes ON public.document_stamped USING btree (sha256);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table document_template (
  region text not null,
  version integer not null,
  body jsonb not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone,
  constraint document_template_check CHECK (((withdrawn_by IS NULL) = (withdrawn_at IS NULL))),
  constraint document_template_pkey PRIMARY KEY (region, version),
  constraint document_template_region_fkey FOREIGN KEY (region) REFERENCES region(code),
  constraint document_template_version_check CHECK (((version >= 1) AND (version <= 999)))
);
-- shuqiao_app: insert, select; update of withdrawn_by, update of withdrawn_at

create table entry (
  region text not null,
  id uuid not null,
  provider text not null,
  code text,
  state text default 'compiling'::text not null,
  current_version integer,
  current_case uuid,
  secret boolean default false not null,
  outside jsonb default '{}'::jsonb not null,
  made_at timestamp with time zone default now() not null,
  name text,
  constraint entry_check CHECK (((state <> ALL (ARRAY['published'::text, 'hidden'::text, 'withdrawn'::text])) OR ((code IS NOT NULL) AND (current_version IS NOT NULL)))),
  constraint entry_current_version_check CHECK ((current_version >= 1)),
  constraint entry_pkey PRIMARY KEY (region, id),
  constraint entry_region_code_key UNIQUE (region, code),
  constraint entry_state_check CHECK ((state = ANY (ARRAY['compiling'::text, 'published'::text, 'hidden'::text, 'withdrawn'::text, 'abandoned'::text])))
);
CREATE INDEX entry_called ON public.entry USING gin (((grams(name) || ('o'::text || provider)))) WITH (fastupdate=off) WHERE (state <> 'abandoned'::text);
CREATE INDEX entry_own ON public.entry USING btree (region, provider, id) WHERE (state <> 'abandoned'::text);
CREATE INDEX entry_provider ON public.entry USING btree (region, provider, state, id);
CREATE INDEX entry_uncalled ON public.entry USING btree (region, provider) WHERE (name IS NULL);
-- shuqiao_app: delete, insert, select, update

create table entry_case (
  region text not null,
  entry uuid not null,
  org text not null,
  case_id uuid not null,
  case_region text not null,
  constraint entry_case_pkey PRIMARY KEY (region, entry, org, case_id, case_region)
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table entry_change (
  region text not null,
  entry uuid not null,
  id uuid not null,
  on_day date not null,
  at timestamp with time zone default now() not null,
  field text not null,
  before text,
  after text,
  org text not null,
  post text not null,
  person uuid not null,
  constraint entry_change_pkey PRIMARY KEY (region, entry, id),
  constraint entry_change_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id)
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table entry_code (
  region text not null,
  class_code text not null,
  last integer not null,
  constraint entry_code_pkey PRIMARY KEY (region, class_code)
);
-- shuqiao_app: delete, insert, select, update

create table entry_figure (
  region text not null,
  entry uuid not null,
  asked integer default 0 not null,
  granted integer default 0 not null,
  refused integer default 0 not null,
  withdrawn integer default 0 not null,
  on_time integer default 0 not null,
  late integer default 0 not null,
  supplemented integer default 0 not null,
  extended integer default 0 not null,
  users integer default 0 not null,
  corrections integer default 0 not null,
  recent smallint[] default '{}'::smallint[] not null,
  answered_p50 real,
  last_asked_on date,
  recent_late boolean[] default '{}'::boolean[] not null,
  asked_last_fifth integer default 0 not null,
  withdrawn_at_wish integer default 0 not null,
  refused_other integer default 0 not null,
  delivered smallint[] default '{}'::smallint[] not null,
  delivered_p50 real,
  rated integer default 0 not null,
  rating_sum integer default 0 not null,
  quality_rate double precision,
  quality_rules integer,
  quality_failing integer,
  quality_on date,
  constraint entry_figure_check CHECK (((rating_sum >= rated) AND (rating_sum <= (5 * rated)))),
  constraint entry_figure_pkey PRIMARY KEY (region, entry),
  constraint entry_figure_quality_rate_check CHECK (((quality_rate >= (0)::double precision) AND (quality_rate <= (1)::double precision))),
  constraint entry_figure_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id),
  constraint entry_figure_users_check CHECK ((users >= 0))
);
-- shuqiao_app: delete, insert, select, update

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
  sounds tsvector default ''::tsvector not null,
  indexed smallint default 0 not null,
  place bigint generated by default as identity not null,
  sort_key text default ''::text not null,
  shelves text[] generated always as ((ARRAY[('r:'::text || region), ('p:'::text || provider), ('a:'::text || attribute), ('c:'::text || update_cycle), ('g:'::text || grade), ('i:'::text || (personal)::text), ('l:'::text || (LEAST(length(name), 60))::text), ((('l:'::text || (LEAST(length(name), 60))::text) || ':'::text) || ((place >> 16))::text), ('n:'::text || ((place >> 12))::text), (('s:'::text || "left"(md5((entry)::text), 1)) || translate(substr(md5((entry)::text), 2, 1), '0123456789abcdef'::text, '0000111122223333'::text)), ('t:'::text || "left"(md5((entry)::text), 3))] || modes)) stored not null,
  compared boolean default false not null,
  constraint entry_listing_pkey PRIMARY KEY (region, entry),
  constraint entry_listing_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id)
);
CREATE INDEX entry_listing_code ON public.entry_listing USING btree (code text_pattern_ops);
CREATE INDEX entry_listing_compared ON public.entry_listing USING btree (region, entry) WHERE (NOT compared);
CREATE INDEX entry_listing_indexed ON public.entry_listing USING btree (indexed, region, entry) WHERE (indexed < 2);
CREATE INDEX entry_listing_name ON public.entry_listing USING gin (name_words, shelves) WITH (fastupdate=off);
CREATE INDEX entry_listing_named ON public.entry_listing USING btree (length(name), lower(name) text_pattern_ops);
CREATE INDEX entry_listing_new ON public.entry_listing USING btree (published_on DESC, entry DESC);
CREATE INDEX entry_listing_place ON public.entry_listing USING btree (place DESC);
CREATE INDEX entry_listing_provider ON public.entry_listing USING btree (region, provider, published_on DESC, entry DESC);
CREATE INDEX entry_listing_sorted ON public.entry_listing USING btree (sort_key, entry);
CREATE INDEX entry_listing_sounds ON public.entry_listing USING gin (sounds, shelves) WITH (fastupdate=off);
CREATE INDEX entry_listing_words ON public.entry_listing USING gin (words, shelves) WITH (fastupdate=off);
-- shuqiao_app: delete, insert, select, update

create table entry_subscriber (
  region text not null,
  entry uuid not null,
  org text not null,
  since date not null,
  constraint entry_subscriber_pkey PRIMARY KEY (region, entry, org),
  constraint entry_subscriber_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id)
);
CREATE INDEX entry_subscriber_since ON public.entry_subscriber USING btree (org, since DESC, entry DESC);
-- shuqiao_app: delete, insert, select, update

create table entry_version (
  region text not null,
  entry uuid not null,
  version integer not null,
  case_id uuid not null,
  change text not null,
  attribute text not null,
  name text not null,
  conditions jsonb not null,
  body jsonb not null,
  scope_digest text not null,
  causes jsonb default '[]'::jsonb not null,
  published_on date not null,
  published_at timestamp with time zone default now() not null,
  constraint entry_version_attribute_check CHECK ((attribute = ANY (ARRAY['unconditional'::text, 'conditional'::text, 'not-shared'::text]))),
  constraint entry_version_change_check CHECK ((change = ANY (ARRAY['compile'::text, 'update'::text, 'withdraw'::text]))),
  constraint entry_version_pkey PRIMARY KEY (region, entry, version),
  constraint entry_version_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id),
  constraint entry_version_version_check CHECK ((version >= 1))
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table finding (
  region text not null,
  case_id uuid not null,
  ground text not null,
  clue boolean not null,
  concerns text not null,
  department text not null,
  judge text not null,
  judge_org text,
  cause_case uuid,
  cause_kind text,
  cause_number text,
  cause_title text,
  clock text default ''::text not null,
  nth integer default 0 not null,
  due_on date,
  raised_on date not null,
  explained_by text,
  state text not null,
  open boolean default true not null,
  mend_by date,
  constraint finding_concerns_check CHECK ((concerns = ANY (ARRAY['department'::text, 'authority'::text]))),
  constraint finding_ground_check CHECK ((ground ~ '^(39\([1-9]\)|40\([1-7]\)|41\([1-3]\)|42)$'::text)),
  constraint finding_judge_check CHECK ((judge = ANY (ARRAY['authority'::text, 'upper'::text]))),
  constraint finding_pkey PRIMARY KEY (region, case_id),
  constraint finding_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE UNIQUE INDEX finding_cause ON public.finding USING btree (region, cause_case, clock, nth) WHERE (cause_case IS NOT NULL);
CREATE INDEX finding_department ON public.finding USING btree (department, open, COALESCE(due_on, '9999-12-31'::date), case_id);
CREATE INDEX finding_judge ON public.finding USING btree (judge_org, open, COALESCE(due_on, '9999-12-31'::date), case_id);
CREATE INDEX finding_text ON public.finding USING gin (grams(((COALESCE(cause_number, ''::text) || ' '::text) || COALESCE(cause_title, ''::text))));
-- shuqiao_app: delete, insert, select, update

create table form_draft (
  region text not null,
  person uuid not null,
  org text not null,
  post text not null,
  kind text not null,
  form text not null,
  about text not null,
  body jsonb not null,
  saved_at timestamp with time zone default now() not null,
  constraint form_draft_about_check CHECK ((length(about) <= 160)),
  constraint form_draft_form_check CHECK ((form ~ '^[a-z]+(-[a-z]+)*$'::text)),
  constraint form_draft_kind_check CHECK ((kind ~ '^[a-z]+(-[a-z]+)*$'::text)),
  constraint form_draft_pkey PRIMARY KEY (region, person, org, post, kind, form, about)
);
CREATE INDEX form_draft_age ON public.form_draft USING btree (saved_at);
-- shuqiao_app: delete, insert, select, update

create table gate_change (
  region text not null,
  changed bigint not null,
  what text not null,
  id text not null,
  stopped boolean not null,
  at timestamp with time zone default now() not null,
  constraint gate_change_changed_check CHECK ((changed >= 1)),
  constraint gate_change_pkey PRIMARY KEY (region, changed),
  constraint gate_change_what_check CHECK ((what = ANY (ARRAY['grant'::text, 'entry'::text, 'key'::text, 'incident'::text, 'binding'::text])))
);
-- shuqiao_app: delete, insert, select

create table gate_counter (
  region text not null,
  last bigint not null,
  constraint gate_counter_last_check CHECK ((last >= 0)),
  constraint gate_counter_pkey PRIMARY KEY (region)
);
-- shuqiao_app: insert, select, update

create table grant_compiled (
  region text not null,
  id uuid not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  application text,
  provider text not null,
  requester text not null,
  state text not null,
  items jsonb not null,
  row_filter jsonb default '[]'::jsonb not null,
  masks jsonb default '{}'::jsonb not null,
  purpose text not null,
  mode text not null,
  service_kind text,
  term_from date not null,
  term_to date,
  quota_day integer not null,
  quota_minute integer not null,
  addresses jsonb default '[]'::jsonb not null,
  person_required boolean default false not null,
  time_rule text default 'window'::text not null,
  time_rule_until date,
  version integer default 1 not null,
  renews_region text,
  renews_id uuid,
  deprecated_at timestamp with time zone,
  sunset_on date,
  secret_as_sign boolean default false not null,
  seal bytea,
  constraint grant_compiled_check CHECK (((term_to IS NULL) OR (term_to >= term_from))),
  constraint grant_compiled_legacy_check CHECK ((((time_rule = 'legacy'::text) = (time_rule_until IS NOT NULL)) AND ((time_rule <> 'legacy'::text) OR (addresses <> '[]'::jsonb)))),
  constraint grant_compiled_mode_check CHECK ((mode = ANY (ARRAY['service'::text, 'batch'::text, 'file'::text]))),
  constraint grant_compiled_pkey PRIMARY KEY (region, id),
  constraint grant_compiled_quota_day_check CHECK ((quota_day > 0)),
  constraint grant_compiled_quota_minute_check CHECK ((quota_minute > 0)),
  constraint grant_compiled_seal_check CHECK ((octet_length(seal) = 16)),
  constraint grant_compiled_secret_as_sign_check CHECK (((NOT secret_as_sign) OR (time_rule = 'legacy'::text))),
  constraint grant_compiled_service_kind_check CHECK ((service_kind = ANY (ARRAY['query'::text, 'verification'::text]))),
  constraint grant_compiled_time_rule_check CHECK ((time_rule = ANY (ARRAY['window'::text, 'legacy'::text, 'strict'::text])))
);
CREATE INDEX grant_compiled_entry ON public.grant_compiled USING btree (entry_region, entry);
-- shuqiao_app: delete, insert, select, update

create table grant_legacy (
  region text not null,
  id uuid not null,
  grant_id uuid not null,
  reason text not null,
  from_on date not null,
  until date not null,
  secret_as_sign boolean not null,
  org text not null,
  person uuid not null,
  ended_on date,
  ended_by text,
  warned smallint,
  post text not null,
  constraint grant_legacy_check CHECK (((until >= from_on) AND (until <= (from_on + 180)))),
  constraint grant_legacy_check1 CHECK (((ended_on IS NOT NULL) OR (ended_by IS NULL))),
  constraint grant_legacy_pkey PRIMARY KEY (region, id),
  constraint grant_legacy_reason_check CHECK ((reason <> ''::text)),
  constraint grant_legacy_region_grant_id_fkey FOREIGN KEY (region, grant_id) REFERENCES agreement(region, id)
);
CREATE INDEX grant_legacy_ending ON public.grant_legacy USING btree (until) WHERE (ended_on IS NULL);
CREATE INDEX grant_legacy_grant ON public.grant_legacy USING btree (region, grant_id, id);
CREATE INDEX grant_legacy_newest ON public.grant_legacy USING btree (id);
CREATE UNIQUE INDEX grant_legacy_open ON public.grant_legacy USING btree (region, grant_id) WHERE (ended_on IS NULL);
-- shuqiao_app: insert, select, update

create table incident (
  region text not null,
  case_id uuid not null,
  department text not null,
  what text not null,
  since text not null,
  data text not null,
  source text not null,
  entry_region text,
  entry uuid,
  entry_hidden boolean default false not null,
  persons bigint,
  personal boolean default false not null,
  persons_text text default ''::text not null,
  persons_told boolean default false not null,
  notified integer default 0 not null,
  notices jsonb default '[]'::jsonb not null,
  stages jsonb default '[]'::jsonb not null,
  measures text,
  cause text,
  mended text,
  lessons text,
  constraint incident_persons_check CHECK ((persons >= 0)),
  constraint incident_pkey PRIMARY KEY (region, case_id),
  constraint incident_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint incident_source_check CHECK ((source = ANY (ARRAY['person'::text, 'handler'::text, 'entry-hidden'::text, 'key-stolen'::text, 'entrusted'::text])))
);
CREATE INDEX incident_entry ON public.incident USING btree (region, entry) WHERE (entry IS NOT NULL);
-- shuqiao_app: delete, insert, select, update

create table incident_grant (
  region text not null,
  case_id uuid not null,
  grant_region text not null,
  grant_id uuid not null,
  constraint incident_grant_pkey PRIMARY KEY (region, case_id, grant_region, grant_id),
  constraint incident_grant_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES incident(region, case_id)
);
CREATE INDEX incident_grant_of ON public.incident_grant USING btree (grant_region, grant_id);
-- shuqiao_app: delete, insert, select, update

create table item (
  region text not null,
  entry uuid not null,
  version integer not null,
  n integer not null,
  name text not null,
  field text not null,
  type text not null,
  length integer,
  key boolean not null,
  nullable boolean not null,
  code_set text,
  sensitivity text not null,
  personal text not null,
  identifier text,
  grade text not null,
  constraint item_n_check CHECK ((n >= 1)),
  constraint item_personal_check CHECK ((personal = ANY (ARRAY['none'::text, 'personal'::text, 'sensitive'::text]))),
  constraint item_pkey PRIMARY KEY (region, entry, version, n),
  constraint item_region_entry_version_field_key UNIQUE (region, entry, version, field),
  constraint item_region_entry_version_fkey FOREIGN KEY (region, entry, version) REFERENCES entry_version(region, entry, version)
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table item_name (
  region text not null,
  name text not null,
  entry uuid not null,
  provider text not null,
  constraint item_name_pkey PRIMARY KEY (region, name, entry),
  constraint item_name_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id)
);
-- shuqiao_app: delete, insert, select, update

create table key_check (
  one boolean default true not null,
  key_id text not null,
  value bytea not null,
  since timestamp with time zone default now() not null,
  constraint key_check_key_id_check CHECK ((key_id ~ '^[0-9a-f]{16}$'::text)),
  constraint key_check_one_check CHECK (one),
  constraint key_check_pkey PRIMARY KEY (one),
  constraint key_check_value_check CHECK ((octet_length(value) = 16))
);
-- shuqiao_app: insert, select

create table ledger_entry (
  log text not null,
  seq bigint not null,
  region text not null,
  id uuid not null,
  kind text not null,
  subject text,
  body text not null,
  hash bytea not null,
  constraint ledger_entry_hash_check CHECK ((octet_length(hash) = 32)),
  constraint ledger_entry_pkey PRIMARY KEY (log, seq),
  constraint ledger_entry_seq_check CHECK ((seq >= 0))
) partition by RANGE (seq);
CREATE INDEX ledger_entry_subject ON ONLY public.ledger_entry USING btree (subject, seq) WHERE (subject IS NOT NULL);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table ledger_head (
  log text not null,
  size bigint not null,
  at timestamp with time zone not null,
  root bytea not null,
  key_id text not null,
  signature bytea not null,
  public_key text,
  constraint ledger_head_pkey PRIMARY KEY (log, size, at)
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table ledger_log (
  log text not null,
  next bigint default 0 not null,
  peaks bytea[] default '{}'::bytea[] not null,
  root bytea not null,
  changed_at timestamp with time zone default now() not null,
  constraint ledger_log_next_check CHECK ((next >= 0)),
  constraint ledger_log_pkey PRIMARY KEY (log),
  constraint ledger_log_root_check CHECK ((octet_length(root) = 32))
);
-- shuqiao_app: select, update

create table ledger_node (
  log text not null,
  height smallint not null,
  index bigint not null,
  hash bytea not null,
  constraint ledger_node_hash_check CHECK ((octet_length(hash) = 32)),
  constraint ledger_node_height_check CHECK ((height = ANY (ARRAY[8, 16, 24, 32]))),
  constraint ledger_node_pkey PRIMARY KEY (log, height, index)
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table ledger_pending (
  region text not null,
  id uuid not null,
  kind text not null,
  subject text,
  body text not null,
  hash bytea not null,
  constraint ledger_pending_hash_check CHECK ((octet_length(hash) = 32)),
  constraint ledger_pending_pkey PRIMARY KEY (region, id)
);
-- shuqiao_app: delete, insert, select

create table legal_case (
  region text not null,
  id uuid not null,
  kind text not null,
  number text,
  title text not null,
  state text not null,
  version integer not null,
  open boolean not null,
  requester text,
  provider text,
  authority text,
  forum text,
  made_by uuid,
  facts jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  private_to text,
  constraint legal_case_pkey PRIMARY KEY (region, id),
  constraint legal_case_region_number_key UNIQUE (region, number),
  constraint legal_case_title_check CHECK (((length(title) >= 1) AND (length(title) <= 400))),
  constraint legal_case_version_check CHECK ((version >= 1))
);
CREATE INDEX legal_case_authority ON public.legal_case USING btree (authority, kind, state, moved_at DESC, id DESC);
CREATE INDEX legal_case_made_by ON public.legal_case USING btree (made_by, moved_at DESC, id DESC) WHERE (made_by IS NOT NULL);
CREATE INDEX legal_case_moved ON public.legal_case USING btree (kind, state, moved_at DESC, id DESC);
CREATE INDEX legal_case_provider ON public.legal_case USING btree (provider, kind, state, moved_at DESC, id DESC);
CREATE INDEX legal_case_requester ON public.legal_case USING btree (requester, kind, state, moved_at DESC, id DESC);
-- shuqiao_app: insert, select, update

create table local_rule (
  region text not null,
  id uuid not null,
  body jsonb not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone,
  constraint local_rule_check CHECK (((withdrawn_by IS NULL) = (withdrawn_at IS NULL))),
  constraint local_rule_pkey PRIMARY KEY (region, id),
  constraint local_rule_region_fkey FOREIGN KEY (region) REFERENCES region(code)
);
-- shuqiao_app: insert, select, update

create table login_failure (
  subject text not null,
  failures integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint login_failure_failures_check CHECK ((failures > 0)),
  constraint login_failure_pkey PRIMARY KEY (subject)
);
CREATE INDEX login_failure_last ON public.login_failure USING btree (last_at);
-- shuqiao_app: delete, insert, select, update

create table maintenance (
  region text not null,
  id uuid not null,
  resource uuid not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  cancelled_at timestamp with time zone,
  planned_to timestamp with time zone,
  shortened_at timestamp with time zone,
  constraint maintenance_check CHECK (((to_at > from_at) AND ((to_at - from_at) <= '08:00:00'::interval))),
  constraint maintenance_check1 CHECK (((planned_to IS NULL) OR (planned_to > to_at))),
  constraint maintenance_check2 CHECK (((planned_to IS NULL) = (shortened_at IS NULL))),
  constraint maintenance_pkey PRIMARY KEY (region, id),
  constraint maintenance_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 500))),
  constraint maintenance_region_resource_fkey FOREIGN KEY (region, resource) REFERENCES resource(region, id)
);
CREATE INDEX maintenance_ahead ON public.maintenance USING btree (to_at) WHERE (cancelled_at IS NULL);
CREATE INDEX maintenance_of ON public.maintenance USING btree (region, resource, from_at DESC);
-- shuqiao_app: delete, insert, select, update

create table notification (
  region text not null,
  person uuid not null,
  at timestamp with time zone not null,
  id uuid not null,
  org text not null,
  post text,
  case_region text,
  case_id uuid,
  text text not null,
  read_at timestamp with time zone,
  constraint notification_pkey PRIMARY KEY (region, person, at, id),
  constraint notification_text_check CHECK ((length(text) <= 500))
) partition by RANGE (at);
CREATE INDEX notification_unread ON ONLY public.notification USING btree (person, at DESC) WHERE (read_at IS NULL);
-- shuqiao_app: delete, insert, select, update

create table one_time_link (
  hash bytea not null,
  purpose text not null,
  kind text,
  person uuid,
  browser bytea,
  pending jsonb,
  made_by uuid,
  made_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone,
  tries integer default 0 not null,
  constraint one_time_link_browser_check CHECK ((octet_length(browser) = 32)),
  constraint one_time_link_check CHECK (((purpose = 'officer'::text) = (kind IS NOT NULL))),
  constraint one_time_link_check1 CHECK (((purpose = 'activate'::text) = (person IS NOT NULL))),
  constraint one_time_link_hash_check CHECK ((octet_length(hash) = 32)),
  constraint one_time_link_kind_check CHECK ((kind = ANY (ARRAY['system'::text, 'security'::text, 'audit'::text]))),
  constraint one_time_link_person_fkey FOREIGN KEY (person) REFERENCES account(person),
  constraint one_time_link_pkey PRIMARY KEY (hash),
  constraint one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['setup'::text, 'officer'::text, 'activate'::text]))),
  constraint one_time_link_tries_check CHECK (((tries >= 0) AND (tries <= 10)))
);
-- shuqiao_app: delete, insert, select, update

create table organisation (
  code text not null,
  region text not null,
  name text not null,
  short_name text not null,
  kind text not null,
  authority text,
  vertical boolean default false not null,
  profile jsonb default '{}'::jsonb not null,
  since date not null,
  ended_on date,
  changed_at timestamp with time zone default now() not null,
  constraint organisation_authority_fkey FOREIGN KEY (authority) REFERENCES organisation(code),
  constraint organisation_check CHECK (((ended_on IS NULL) OR (since <= ended_on))),
  constraint organisation_code_check CHECK ((code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'::text)),
  constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['department'::text, 'authority'::text, 'government'::text, 'platform'::text, 'other'::text]))),
  constraint organisation_pkey PRIMARY KEY (code),
  constraint organisation_region_fkey FOREIGN KEY (region) REFERENCES region(code)
);
CREATE UNIQUE INDEX organisation_one_authority ON public.organisation USING btree (region) WHERE ((kind = 'authority'::text) AND (ended_on IS NULL));
CREATE INDEX organisation_region ON public.organisation USING btree (region, code);
CREATE INDEX organisation_text ON public.organisation USING gin (grams(((((name || ' '::text) || short_name) || ' '::text) || code)));
CREATE INDEX organisation_under ON public.organisation USING btree (authority, code) WHERE (ended_on IS NULL);
-- shuqiao_app: insert, select, update

create table outage (
  region text not null,
  id uuid not null,
  resource uuid not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  fault text not null,
  told_at timestamp with time zone,
  clue_at timestamp with time zone,
  constraint outage_check CHECK ((to_at >= from_at)),
  constraint outage_pkey PRIMARY KEY (region, id),
  constraint outage_region_resource_fkey FOREIGN KEY (region, resource) REFERENCES resource(region, id)
);
CREATE INDEX outage_of ON public.outage USING btree (region, resource, from_at DESC);
CREATE UNIQUE INDEX outage_open ON public.outage USING btree (region, resource) WHERE (to_at IS NULL);
-- shuqiao_app: delete, insert, select, update

create table outbox (
  region text not null,
  id uuid not null,
  topic text not null,
  body jsonb not null,
  due_at timestamp with time zone default now() not null,
  tries integer default 0 not null,
  last_error text,
  constraint outbox_pkey PRIMARY KEY (region, id)
);
CREATE INDEX outbox_due ON public.outbox USING btree (due_at) WHERE (tries < 20);
-- shuqiao_app: delete, insert, select, update

create table partition_kept (
  partition text not null,
  table_name text not null,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  keep_until date,
  constraint partition_kept_pkey PRIMARY KEY (partition),
  constraint partition_kept_table_name_fkey FOREIGN KEY (table_name) REFERENCES partitioned(table_name)
);
CREATE INDEX partition_kept_range ON public.partition_kept USING btree (table_name, from_at);
-- shuqiao_app: select

create table partitioned (
  table_name text not null,
  period text not null,
  step bigint,
  keep_years integer,
  constraint partitioned_check CHECK ((((period = 'count'::text) = (step IS NOT NULL)) AND (step > 0))),
  constraint partitioned_keep_years_check CHECK ((keep_years > 0)),
  constraint partitioned_period_check CHECK ((period = ANY (ARRAY['day'::text, 'month'::text, 'year'::text, 'count'::text]))),
  constraint partitioned_pkey PRIMARY KEY (table_name)
);
-- shuqiao_app: select

create table password (
  person uuid not null,
  nth integer not null,
  hash text not null,
  set_at timestamp with time zone default now() not null,
  constraint password_nth_check CHECK ((nth > 0)),
  constraint password_person_fkey FOREIGN KEY (person) REFERENCES account(person),
  constraint password_pkey PRIMARY KEY (person, nth)
);
-- shuqiao_app: delete, insert, select, update

create table platform (
  one boolean default true not null,
  region text not null,
  org text not null,
  name text not null,
  set_up_at timestamp with time zone default now() not null,
  constraint platform_one_check CHECK (one),
  constraint platform_org_fkey FOREIGN KEY (org) REFERENCES organisation(code),
  constraint platform_pkey PRIMARY KEY (one),
  constraint platform_region_fkey FOREIGN KEY (region) REFERENCES region(code)
);
-- shuqiao_app: insert, select, update

create table platform_mark (
  one boolean default true not null,
  mark text,
  day_offset integer default 0 not null,
  constraint platform_mark_check CHECK (((mark IS NOT NULL) OR (day_offset = 0))),
  constraint platform_mark_mark_check CHECK ((mark = ANY (ARRAY['demo'::text, 'test'::text]))),
  constraint platform_mark_one_check CHECK (one),
  constraint platform_mark_pkey PRIMARY KEY (one)
);
-- shuqiao_app: select; update of day_offset

create table post_holder (
  region text not null,
  org text not null,
  post text not null,
  person uuid not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  constraint post_holder_check CHECK (((valid_to IS NULL) OR (valid_from <= valid_to))),
  constraint post_holder_org_fkey FOREIGN KEY (org) REFERENCES organisation(code),
  constraint post_holder_person_kind_fkey FOREIGN KEY (person, kind) REFERENCES account(person, kind),
  constraint post_holder_pkey PRIMARY KEY (region, org, post, person, valid_from),
  constraint post_of_kind CHECK (
CASE kind
    WHEN 'staff'::text THEN (post = ANY (ARRAY['cataloguer'::text, 'clerk'::text, 'head'::text, 'chief'::text, 'operator'::text, 'security'::text, 'reviewer'::text, 'lead'::text]))
    ELSE (post = ('platform-'::text || kind))
END)
);
CREATE INDEX post_holder_person ON public.post_holder USING btree (person);
-- shuqiao_app: delete, insert, select, update

create table quality_plan (
  region text not null,
  resource uuid not null,
  by_itself boolean not null,
  hour_from smallint not null,
  hour_to smallint not null,
  every_days smallint not null,
  page_rows integer not null,
  bound_rows integer not null,
  statement_ms integer not null,
  pause_ms integer not null,
  next_at timestamp with time zone not null,
  set_by uuid not null,
  set_at timestamp with time zone default now() not null,
  constraint quality_plan_bound_rows_check CHECK (((bound_rows >= 1000) AND (bound_rows <= 2000000))),
  constraint quality_plan_every_days_check CHECK (((every_days >= 1) AND (every_days <= 92))),
  constraint quality_plan_hour_from_check CHECK (((hour_from >= 0) AND (hour_from <= 23))),
  constraint quality_plan_hour_to_check CHECK (((hour_to >= 0) AND (hour_to <= 24))),
  constraint quality_plan_page_rows_check CHECK (((page_rows >= 100) AND (page_rows <= 20000))),
  constraint quality_plan_pause_ms_check CHECK (((pause_ms >= 0) AND (pause_ms <= 10000))),
  constraint quality_plan_pkey PRIMARY KEY (region, resource),
  constraint quality_plan_region_resource_fkey FOREIGN KEY (region, resource) REFERENCES resource(region, id),
  constraint quality_plan_statement_ms_check CHECK (((statement_ms >= 500) AND (statement_ms <= 60000)))
);
CREATE INDEX quality_plan_next ON public.quality_plan USING btree (next_at) WHERE by_itself;
-- shuqiao_app: delete, insert, select, update

create table quality_result (
  region text not null,
  run uuid not null,
  rule text not null,
  kind text not null,
  checked bigint default 0 not null,
  failed bigint default 0 not null,
  per_mille integer default 0 not null,
  verdict text,
  why text,
  samples bytea[] default '{}'::bytea[] not null,
  constraint quality_result_pkey PRIMARY KEY (region, run, rule),
  constraint quality_result_region_run_fkey FOREIGN KEY (region, run) REFERENCES quality_run(region, id),
  constraint quality_result_samples_check CHECK ((cardinality(samples) <= 20)),
  constraint quality_result_verdict_check CHECK ((verdict = ANY (ARRAY['holds'::text, 'fails'::text, 'unknown'::text])))
);
-- shuqiao_app: delete, insert, select, update

create table quality_rules (
  region text not null,
  entry uuid not null,
  version integer not null,
  entry_version integer not null,
  body jsonb not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint quality_rules_pkey PRIMARY KEY (region, entry, version),
  constraint quality_rules_version_check CHECK ((version > 0))
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table quality_run (
  region text not null,
  id uuid not null,
  resource uuid not null,
  entry uuid not null,
  org text not null,
  rules_version integer not null,
  binding_version integer not null,
  state text not null,
  at_once boolean not null,
  asked_by uuid,
  asked_at timestamp with time zone default now() not null,
  begun_at timestamp with time zone,
  ended_at timestamp with time zone,
  lease_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  not_before timestamp with time zone default '-infinity'::timestamp with time zone not null,
  step integer default 0 not null,
  way text,
  place bytea,
  paged boolean default false not null,
  checked bigint default 0 not null,
  partial boolean default false not null,
  page_rows integer,
  faults integer default 0 not null,
  fault text,
  rate double precision,
  failing integer,
  constraint quality_run_check CHECK (((ended_at IS NULL) = (state = ANY (ARRAY['waiting'::text, 'running'::text])))),
  constraint quality_run_pkey PRIMARY KEY (region, id),
  constraint quality_run_rate_check CHECK (((rate >= (0)::double precision) AND (rate <= (1)::double precision))),
  constraint quality_run_region_resource_fkey FOREIGN KEY (region, resource) REFERENCES resource(region, id),
  constraint quality_run_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'stopped'::text]))),
  constraint quality_run_way_check CHECK ((way = ANY (ARRAY['paged'::text, 'whole'::text])))
);
CREATE INDEX quality_run_of ON public.quality_run USING btree (region, resource, id DESC);
CREATE UNIQUE INDEX quality_run_one ON public.quality_run USING btree (region, resource) WHERE (ended_at IS NULL);
CREATE INDEX quality_run_org ON public.quality_run USING btree (org, ended_at) WHERE (state = 'done'::text);
-- shuqiao_app: delete, insert, select, update

create table quota (
  region text not null,
  grant_id uuid not null,
  period text not null,
  allowed integer not null,
  taken integer not null,
  constraint quota_pkey PRIMARY KEY (region, grant_id, period),
  constraint quota_taken_check CHECK ((taken >= 0))
);
CREATE INDEX quota_period ON public.quota USING btree (region, period);
-- shuqiao_app: delete, insert, select, update

create table received (
  region text not null,
  entry uuid not null,
  key_digest bytea not null,
  grant_id uuid not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint received_pkey PRIMARY KEY (region, entry, key_digest, grant_id)
);
-- shuqiao_app: insert, select, update

create table recovery_code (
  person uuid not null,
  n smallint not null,
  hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_hash_check CHECK ((octet_length(hash) = 32)),
  constraint recovery_code_n_check CHECK (((n >= 1) AND (n <= 20))),
  constraint recovery_code_person_fkey FOREIGN KEY (person) REFERENCES account(person),
  constraint recovery_code_pkey PRIMARY KEY (person, n)
);
-- shuqiao_app: delete, insert, select, update

create table reflux (
  region text not null,
  case_id uuid not null,
  sender text not null,
  receiver text not null,
  receiver_region text not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  entry_name text not null,
  entry_code text,
  duty text default ''::text not null,
  items jsonb default '[]'::jsonb not null,
  regions jsonb default '[]'::jsonb not null,
  below jsonb default '[]'::jsonb not null,
  ground text,
  measure text,
  open boolean default true not null,
  region_item integer,
  codes jsonb default '[]'::jsonb not null,
  grant_region text,
  grant_id uuid,
  connected_on date,
  connected_at timestamp with time zone,
  census jsonb,
  running boolean default false not null,
  period_from date,
  period_to date,
  busy_until timestamp with time zone,
  fault text,
  ended_stopped boolean default false not null,
  measures jsonb default '[]'::jsonb not null,
  bound text,
  constraint reflux_check CHECK ((sender <> receiver)),
  constraint reflux_check1 CHECK (((ground IS NULL) OR (length(measure) >= 4))),
  constraint reflux_check2 CHECK ((((grant_id IS NULL) = (grant_region IS NULL)) AND ((grant_id IS NULL) = (connected_on IS NULL)) AND ((grant_id IS NULL) = (connected_at IS NULL)))),
  constraint reflux_check3 CHECK (((NOT running) OR ((grant_id IS NOT NULL) AND (period_to IS NOT NULL)))),
  constraint reflux_pkey PRIMARY KEY (region, case_id),
  constraint reflux_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE INDEX reflux_due ON public.reflux USING btree (period_to) WHERE running;
CREATE INDEX reflux_grant ON public.reflux USING btree (grant_region, grant_id) WHERE (grant_id IS NOT NULL);
CREATE UNIQUE INDEX reflux_open ON public.reflux USING btree (region, receiver, entry) WHERE (open AND (connected_on IS NULL));
CREATE INDEX reflux_pair ON public.reflux USING btree (receiver, entry) WHERE open;
CREATE INDEX reflux_stopped ON public.reflux USING btree (receiver, entry) WHERE ended_stopped;
-- shuqiao_app: delete, insert, select, update

create table reflux_period (
  region text not null,
  case_id uuid not null,
  period text not null,
  from_day date not null,
  to_day date not null,
  at timestamp with time zone default now() not null,
  source_rows bigint not null,
  source_hash bytea not null,
  given_rows bigint not null,
  given_hash bytea not null,
  calls bigint not null,
  gap text not null,
  gap_since text,
  census jsonb not null,
  constraint reflux_period_check CHECK (((given_rows <= source_rows) AND ((source_hash = given_hash) = (source_rows = given_rows)))),
  constraint reflux_period_check1 CHECK (((gap = 'none'::text) = (source_rows = given_rows))),
  constraint reflux_period_gap_check CHECK ((gap = ANY (ARRAY['none'::text, 'unasked'::text, 'new'::text, 'stays'::text]))),
  constraint reflux_period_given_hash_check CHECK ((octet_length(given_hash) = 32)),
  constraint reflux_period_pkey PRIMARY KEY (region, case_id, period),
  constraint reflux_period_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES reflux(region, case_id),
  constraint reflux_period_source_hash_check CHECK ((octet_length(source_hash) = 32))
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table refused_call (
  region text not null,
  minute timestamp with time zone not null,
  reason text not null,
  network text not null,
  n bigint not null,
  constraint refused_call_pkey PRIMARY KEY (region, minute, reason, network)
);
-- shuqiao_app: delete, insert, select, update

create table region (
  code text not null,
  name text not null,
  level smallint not null,
  parent text,
  valid_from date,
  valid_to date,
  source text default 'standard'::text not null,
  constraint region_check CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
  constraint region_code_check CHECK ((code ~ '^\d{6}$'::text)),
  constraint region_level_check CHECK (((level >= 0) AND (level <= 9))),
  constraint region_parent_fkey FOREIGN KEY (parent) REFERENCES region(code),
  constraint region_pkey PRIMARY KEY (code),
  constraint region_source_check CHECK ((source = ANY (ARRAY['standard'::text, 'local'::text])))
);
CREATE INDEX region_parent ON public.region USING btree (parent, code);
-- shuqiao_app: delete, insert, select, update

create table resource (
  region text not null,
  id uuid not null,
  org text not null,
  entry_region text not null,
  entry uuid not null,
  mode text not null,
  connection_id uuid not null,
  state text not null,
  version integer default 0 not null,
  up boolean,
  since timestamp with time zone,
  checked_at timestamp with time zone,
  fault text,
  seal bytea,
  constraint resource_check CHECK ((entry_region = region)),
  constraint resource_mode_check CHECK ((mode = ANY (ARRAY['service'::text, 'batch'::text, 'file'::text]))),
  constraint resource_pkey PRIMARY KEY (region, id),
  constraint resource_region_connection_id_fkey FOREIGN KEY (region, connection_id) REFERENCES connection(region, id),
  constraint resource_seal_check CHECK ((octet_length(seal) = 16)),
  constraint resource_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'live'::text, 'retired'::text])))
);
CREATE UNIQUE INDEX resource_of_entry ON public.resource USING btree (region, entry, mode) WHERE (state <> 'retired'::text);
CREATE INDEX resource_on ON public.resource USING btree (region, connection_id, id DESC) WHERE (state <> 'retired'::text);
CREATE INDEX resource_org ON public.resource USING btree (region, org, id DESC) WHERE (state <> 'retired'::text);
-- shuqiao_app: delete, insert, select, update

create table resource_binding (
  region text not null,
  resource uuid not null,
  version integer not null,
  body jsonb not null,
  test jsonb not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint resource_binding_pkey PRIMARY KEY (region, resource, version),
  constraint resource_binding_region_resource_fkey FOREIGN KEY (region, resource) REFERENCES resource(region, id),
  constraint resource_binding_version_check CHECK ((version > 0))
);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table resource_event (
  region text not null,
  id uuid not null,
  resource uuid not null,
  at timestamp with time zone default now() not null,
  what text not null,
  note text default ''::text not null,
  constraint resource_event_pkey PRIMARY KEY (region, id),
  constraint resource_event_what_check CHECK ((what = ANY (ARRAY['up'::text, 'down'::text, 'changed'::text, 'bound'::text, 'retired'::text])))
);
CREATE INDEX resource_event_of ON public.resource_event USING btree (region, resource, at DESC);
-- row security forced: append_only_add, append_only_read
-- shuqiao_app: insert, select

create table restored (
  id uuid not null,
  at timestamp with time zone default now() not null,
  backup_made_at timestamp with time zone not null,
  ledger_size bigint not null,
  ledger_root text not null,
  security_person uuid,
  security_at timestamp with time zone,
  security_note text,
  authority_person uuid,
  authority_at timestamp with time zone,
  authority_note text,
  constraint restored_check CHECK (((security_person IS NULL) = (security_at IS NULL))),
  constraint restored_check1 CHECK (((authority_person IS NULL) = (authority_at IS NULL))),
  constraint restored_check2 CHECK ((security_person <> authority_person)),
  constraint restored_ledger_root_check CHECK ((ledger_root ~ '^[0-9a-f]{64}$'::text)),
  constraint restored_ledger_size_check CHECK ((ledger_size >= 0)),
  constraint restored_pkey PRIMARY KEY (id)
);
-- shuqiao_app: select; update of security_person, update of security_at, update of security_note, update of authority_person, update of authority_at, update of authority_note

create table route_request (
  region text not null,
  person uuid not null,
  request_id uuid not null,
  act text not null,
  object text not null,
  answer jsonb,
  at timestamp with time zone default now() not null,
  asked bytea,
  constraint route_request_asked_check CHECK ((octet_length(asked) = 16)),
  constraint route_request_pkey PRIMARY KEY (region, person, request_id)
);
CREATE INDEX route_request_at ON public.route_request USING btree (region, at);
-- shuqiao_app: delete, insert, select, update

create table sandbox (
  region text not null,
  id uuid not null,
  org text not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  service_kind text not null,
  shape jsonb not null,
  quota_day integer not null,
  quota_minute integer not null,
  opened_by uuid not null,
  opened_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_why text,
  version integer default 1 not null,
  constraint sandbox_check CHECK (((ends_at > opened_at) AND (ends_at <= (opened_at + '92 days'::interval)))),
  constraint sandbox_check1 CHECK (((closed_at IS NULL) = (closed_why IS NULL))),
  constraint sandbox_closed_why_check CHECK ((closed_why = ANY (ARRAY['person'::text, 'term'::text, 'entry'::text]))),
  constraint sandbox_pkey PRIMARY KEY (region, id),
  constraint sandbox_quota_day_check CHECK ((quota_day > 0)),
  constraint sandbox_quota_minute_check CHECK ((quota_minute > 0)),
  constraint sandbox_service_kind_check CHECK ((service_kind = ANY (ARRAY['query'::text, 'verification'::text])))
);
CREATE INDEX sandbox_end ON public.sandbox USING btree (ends_at) WHERE (closed_at IS NULL);
CREATE INDEX sandbox_entry ON public.sandbox USING btree (entry_region, entry) WHERE (closed_at IS NULL);
CREATE INDEX sandbox_of ON public.sandbox USING btree (region, org, id DESC);
CREATE UNIQUE INDEX sandbox_open ON public.sandbox USING btree (region, org, entry_region, entry, service_kind) WHERE (closed_at IS NULL);
-- shuqiao_app: delete, insert, select, update

create table sandbox_call (
  region text not null,
  sandbox uuid not null,
  day date not null,
  door text not null,
  reason text not null,
  n bigint not null,
  last_at timestamp with time zone not null,
  constraint sandbox_call_door_check CHECK ((door = ANY (ARRAY['national'::text, 'rest'::text]))),
  constraint sandbox_call_n_check CHECK ((n > 0)),
  constraint sandbox_call_pkey PRIMARY KEY (region, sandbox, day, door, reason),
  constraint sandbox_call_region_sandbox_fkey FOREIGN KEY (region, sandbox) REFERENCES sandbox(region, id) ON DELETE CASCADE
);
-- shuqiao_app: delete, insert, select, update

create table sandbox_event (
  region text not null,
  id uuid not null,
  sandbox uuid not null,
  at timestamp with time zone default now() not null,
  what text not null,
  person uuid,
  note text default ''::text not null,
  constraint sandbox_event_pkey PRIMARY KEY (region, id),
  constraint sandbox_event_region_sandbox_fkey FOREIGN KEY (region, sandbox) REFERENCES sandbox(region, id) ON DELETE CASCADE,
  constraint sandbox_event_what_check CHECK ((what = ANY (ARRAY['opened'::text, 'rotated'::text, 'drilled'::text, 'closed'::text])))
);
CREATE INDEX sandbox_event_of ON public.sandbox_event USING btree (region, sandbox, at);
-- shuqiao_app: delete, insert, select

create table schema_migration (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migration_pkey PRIMARY KEY (number)
);
-- shuqiao_app: select

create table search_synonym (
  region text not null,
  word text not null,
  same text not null,
  by_org text not null,
  on_day date not null,
  constraint search_synonym_pkey PRIMARY KEY (region, word, same)
);
-- shuqiao_app: delete, insert, select, update

create table second_factor (
  person uuid not null,
  sealed bytea,
  proved_at timestamp with time zone,
  offered bytea,
  last_step bigint default 0 not null,
  constraint second_factor_check CHECK (((sealed IS NULL) = (proved_at IS NULL))),
  constraint second_factor_check1 CHECK (((sealed IS NOT NULL) OR (offered IS NOT NULL))),
  constraint second_factor_person_fkey FOREIGN KEY (person) REFERENCES account(person),
  constraint second_factor_pkey PRIMARY KEY (person)
);
-- shuqiao_app: delete, insert, select, update

create table security_setting (
  one boolean default true not null,
  idle_minutes integer default 15 not null,
  absolute_hours integer default 8 not null,
  password_least integer default 10 not null,
  password_classes integer default 3 not null,
  password_kept integer default 5 not null,
  password_days integer default 90 not null,
  factor_for_all boolean default false not null,
  changed_by uuid,
  changed_at timestamp with time zone,
  constraint security_setting_absolute_hours_check CHECK (((absolute_hours >= 1) AND (absolute_hours <= 12))),
  constraint security_setting_idle_minutes_check CHECK (((idle_minutes >= 5) AND (idle_minutes <= 30))),
  constraint security_setting_one_check CHECK (one),
  constraint security_setting_password_classes_check CHECK (((password_classes >= 3) AND (password_classes <= 4))),
  constraint security_setting_password_days_check CHECK (((password_days >= 30) AND (password_days <= 180))),
  constraint security_setting_password_kept_check CHECK (((password_kept >= 5) AND (password_kept <= 24))),
  constraint security_setting_password_least_check CHECK (((password_least >= 10) AND (password_least <= 64))),
  constraint security_setting_pkey PRIMARY KEY (one)
);
-- shuqiao_app: select, update

create table service_change (
  region text not null,
  case_id uuid not null,
  kind text not null,
  reason text default ''::text not null,
  what text default ''::text not null,
  instead text default ''::text not null,
  effect_on date,
  opinions_by date,
  opinions jsonb default '[]'::jsonb not null,
  filed_at timestamp with time zone,
  constraint service_change_kind_check CHECK ((kind = ANY (ARRAY['change'::text, 'end'::text]))),
  constraint service_change_pkey PRIMARY KEY (region, case_id),
  constraint service_change_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
-- shuqiao_app: delete, insert, select, update

create table service_change_grant (
  region text not null,
  case_id uuid not null,
  grant_region text not null,
  grant_id uuid not null,
  requester text not null,
  open boolean default true not null,
  constraint service_change_grant_pkey PRIMARY KEY (region, case_id, grant_region, grant_id),
  constraint service_change_grant_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES service_change(region, case_id)
);
CREATE INDEX service_change_of_grant ON public.service_change_grant USING btree (grant_region, grant_id) WHERE open;
CREATE UNIQUE INDEX service_change_open ON public.service_change_grant USING btree (region, grant_region, grant_id) WHERE open;
-- shuqiao_app: delete, insert, select, update

create table session (
  id uuid not null,
  token_hash bytea not null,
  person uuid not null,
  stage text not null,
  org text,
  org_region text,
  post text,
  behalf_of uuid,
  address text not null,
  made_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  confirmed_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  last jsonb,
  constraint session_check CHECK (((stage = 'done'::text) = (post IS NOT NULL))),
  constraint session_check1 CHECK (((post IS NULL) = (org IS NULL))),
  constraint session_check2 CHECK (((ended_at IS NULL) = (ended_why IS NULL))),
  constraint session_ended_why_check CHECK ((ended_why = ANY (ARRAY['logout'::text, 'replaced'::text, 'idle'::text, 'absolute'::text, 'killed'::text, 'locked'::text, 'recovered'::text, 'password'::text]))),
  constraint session_org_fkey FOREIGN KEY (org) REFERENCES organisation(code),
  constraint session_person_fkey FOREIGN KEY (person) REFERENCES account(person),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_stage_check CHECK ((stage = ANY (ARRAY['password'::text, 'enrol'::text, 'choose-post'::text, 'done'::text]))),
  constraint session_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint session_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX session_made ON public.session USING btree (made_at);
CREATE UNIQUE INDEX session_one ON public.session USING btree (person) WHERE (ended_at IS NULL);
-- shuqiao_app: delete, insert, select, update

create table source_entry (
  region text not null,
  case_id uuid not null,
  entry uuid not null,
  org text not null,
  constraint source_entry_pkey PRIMARY KEY (region, case_id, entry),
  constraint source_entry_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES source_group(region, case_id)
);
CREATE INDEX source_entry_of ON public.source_entry USING btree (region, entry);
-- shuqiao_app: delete, insert, select, update

create table source_group (
  region text not null,
  case_id uuid not null,
  items text[] not null,
  departments jsonb default '[]'::jsonb not null,
  opinions jsonb default '[]'::jsonb not null,
  round integer default 0 not null,
  opinions_by date,
  stage text default 'open'::text not null,
  provider text,
  document text,
  named_on date,
  profiles jsonb default '[]'::jsonb not null,
  constraint source_group_check CHECK ((((provider IS NULL) = (document IS NULL)) AND ((provider IS NULL) = (named_on IS NULL)))),
  constraint source_group_check1 CHECK (((stage <> 'named'::text) OR (provider IS NOT NULL))),
  constraint source_group_pkey PRIMARY KEY (region, case_id),
  constraint source_group_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id),
  constraint source_group_stage_check CHECK ((stage = ANY (ARRAY['open'::text, 'named'::text, 'over'::text])))
);
-- shuqiao_app: delete, insert, select, update

create table source_item (
  region text not null,
  name text not null,
  item text not null,
  case_id uuid not null,
  provider text not null,
  entry uuid,
  constraint source_item_pkey PRIMARY KEY (region, name),
  constraint source_item_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES source_group(region, case_id)
);
CREATE INDEX source_item_case ON public.source_item USING btree (region, case_id);
-- shuqiao_app: delete, insert, select, update

create table source_task (
  region text not null,
  case_id uuid not null,
  nth integer not null,
  org text not null,
  what text not null,
  given_on date not null,
  done_by date not null,
  done text,
  done_on date,
  constraint source_task_check CHECK (((done IS NULL) = (done_on IS NULL))),
  constraint source_task_pkey PRIMARY KEY (region, case_id, nth),
  constraint source_task_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES source_group(region, case_id)
);
-- shuqiao_app: delete, insert, select, update

create table standing_consent (
  region text not null,
  entry uuid not null,
  id uuid not null,
  version integer not null,
  org text not null,
  post text not null,
  person uuid not null,
  document text default ''::text not null,
  on_day date not null,
  ended_on date,
  ended_by uuid,
  ended_why text,
  constraint standing_consent_pkey PRIMARY KEY (region, entry, id),
  constraint standing_consent_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES entry(region, id)
);
CREATE UNIQUE INDEX standing_consent_one ON public.standing_consent USING btree (region, entry) WHERE (ended_on IS NULL);
-- shuqiao_app: delete, insert, select, update

create table usage_added (
  region text not null,
  batch uuid not null,
  grant_id uuid not null,
  day date not null,
  calls bigint not null,
  rows bigint not null,
  refused bigint not null,
  failed bigint not null,
  maintenance bigint not null,
  ms_buckets bigint[] not null,
  constraint usage_added_ms_buckets_check CHECK ((cardinality(ms_buckets) = 10)),
  constraint usage_added_pkey PRIMARY KEY (region, batch, grant_id, day)
);
-- shuqiao_app: delete, insert, select, update

create table usage_day (
  region text not null,
  grant_id uuid not null,
  day date not null,
  person text default ''::text not null,
  calls bigint default 0 not null,
  rows bigint default 0 not null,
  bytes bigint default 0 not null,
  refused bigint default 0 not null,
  failed bigint default 0 not null,
  constraint usage_day_pkey PRIMARY KEY (region, grant_id, day, person)
);
-- shuqiao_app: insert, select, update

create table usage_entry (
  region text not null,
  id uuid not null,
  number text not null,
  grant_id uuid not null,
  kind text not null,
  corrects uuid,
  body jsonb not null,
  attachments uuid[] default '{}'::uuid[] not null,
  org text not null,
  person uuid not null,
  on_day date not null,
  at timestamp with time zone default now() not null,
  constraint usage_entry_kind_check CHECK ((kind = ANY (ARRAY['effect'::text, 'storage'::text, 'destruction'::text]))),
  constraint usage_entry_pkey PRIMARY KEY (region, id),
  constraint usage_entry_region_number_key UNIQUE (region, number)
);
CREATE INDEX usage_entry_at ON public.usage_entry USING btree (at);
CREATE INDEX usage_entry_grant ON public.usage_entry USING btree (region, grant_id, kind, at DESC);
-- row security forced: append_only_add, append_only_read, disposed_by_list
-- shuqiao_app: insert, select

create table usage_number (
  region text not null,
  year integer not null,
  last integer not null,
  constraint usage_number_pkey PRIMARY KEY (region, year)
);
-- shuqiao_app: delete, insert, select, update

create table usage_office (
  region text not null,
  provider text not null,
  requester text not null,
  day date not null,
  calls bigint default 0 not null,
  rows bigint default 0 not null,
  refused bigint default 0 not null,
  failed bigint default 0 not null,
  maintenance bigint default 0 not null,
  ms_buckets bigint[] not null,
  constraint usage_office_ms_buckets_check CHECK ((cardinality(ms_buckets) = 10)),
  constraint usage_office_pkey PRIMARY KEY (region, provider, requester, day)
);
CREATE INDEX usage_office_provider ON public.usage_office USING btree (provider, day);
-- shuqiao_app: insert, select, update

create table usage_person (
  region text not null,
  grant_id uuid not null,
  person text default ''::text not null,
  last_on date not null,
  constraint usage_person_pkey PRIMARY KEY (region, grant_id, person)
);
-- shuqiao_app: insert, select, update

create table usage_reminded (
  region text not null,
  grant_id uuid not null,
  kind text not null,
  due_on date not null,
  stage integer not null,
  constraint usage_reminded_kind_check CHECK ((kind = ANY (ARRAY['effect'::text, 'storage'::text]))),
  constraint usage_reminded_pkey PRIMARY KEY (region, grant_id, kind, due_on),
  constraint usage_reminded_stage_check CHECK (((stage >= 1) AND (stage <= 4)))
);
-- shuqiao_app: delete, insert, select, update

create table usage_sum (
  region text not null,
  grant_id uuid not null,
  day date not null,
  calls bigint default 0 not null,
  rows bigint default 0 not null,
  bytes bigint default 0 not null,
  refused bigint default 0 not null,
  failed bigint default 0 not null,
  maintenance bigint default 0 not null,
  ms_sum bigint default 0 not null,
  ms_buckets bigint[] default '{}'::bigint[] not null,
  constraint usage_sum_ms_buckets_check CHECK ((cardinality(ms_buckets) = ANY (ARRAY[0, 10]))),
  constraint usage_sum_pkey PRIMARY KEY (region, grant_id, day)
);
-- shuqiao_app: insert, select, update

create table usage_typical (
  region text not null,
  id uuid not null,
  entry uuid not null,
  grant_id uuid not null,
  requester text not null,
  provider text not null,
  entry_name text not null,
  title text not null,
  text text not null,
  matters integer not null,
  papers integer not null,
  org text not null,
  person uuid not null,
  on_day date not null,
  withdrawn_on date,
  withdrawn_because text default ''::text not null,
  constraint usage_typical_pkey PRIMARY KEY (region, id),
  constraint usage_typical_region_entry_fkey FOREIGN KEY (region, entry) REFERENCES usage_entry(region, id) ON DELETE CASCADE,
  constraint usage_typical_text_check CHECK ((text <> ''::text)),
  constraint usage_typical_title_check CHECK ((title <> ''::text))
);
CREATE INDEX usage_typical_entry ON public.usage_typical USING btree (region, entry);
CREATE INDEX usage_typical_newest ON public.usage_typical USING btree (on_day DESC, id DESC) WHERE (withdrawn_on IS NULL);
CREATE UNIQUE INDEX usage_typical_once ON public.usage_typical USING btree (region, entry) WHERE (withdrawn_on IS NULL);
-- shuqiao_app: delete, insert, select, update

create table use_change (
  region text not null,
  case_id uuid not null,
  grant_region text not null,
  grant_id uuid not null,
  points jsonb default '[]'::jsonb not null,
  basis text default ''::text not null,
  answers jsonb default '[]'::jsonb not null,
  reasons text default ''::text not null,
  open boolean default true not null,
  constraint use_change_pkey PRIMARY KEY (region, case_id),
  constraint use_change_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE INDEX use_change_grant ON public.use_change USING btree (grant_region, grant_id);
CREATE UNIQUE INDEX use_change_open ON public.use_change USING btree (region, grant_region, grant_id) WHERE open;
-- shuqiao_app: delete, insert, select, update

create table used_sign (
  region text not null,
  slot integer not null,
  sign uuid not null,
  constraint used_sign_pkey PRIMARY KEY (region, slot, sign)
);
-- shuqiao_app: delete, insert, select

create table watched_clock (
  region text not null,
  case_id uuid not null,
  clock text not null,
  nth integer not null,
  authority text not null,
  department text not null,
  kind text not null,
  due_on date not null,
  raised_on date not null,
  constraint watched_clock_pkey PRIMARY KEY (region, case_id, clock, nth),
  constraint watched_clock_region_case_id_fkey FOREIGN KEY (region, case_id) REFERENCES legal_case(region, id)
);
CREATE INDEX watched_clock_authority ON public.watched_clock USING btree (authority, due_on, case_id);
-- shuqiao_app: delete, insert, select, update

create table wire_secret (
  rid text not null,
  sid text not null,
  issued_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  nth integer not null,
  sealed bytea not null,
  constraint wire_secret_check CHECK ((ends_at > issued_at)),
  constraint wire_secret_pkey PRIMARY KEY (rid, sid, issued_at)
);
CREATE INDEX wire_secret_end ON public.wire_secret USING btree (ends_at);
-- shuqiao_app: delete, insert, select, update

create table work_done (
  region text not null,
  org text not null,
  person uuid not null,
  month date not null,
  done integer not null,
  on_time integer not null,
  constraint work_done_check CHECK (((on_time >= 0) AND (on_time <= done))),
  constraint work_done_done_check CHECK ((done >= 1)),
  constraint work_done_month_check CHECK ((month = (date_trunc('month'::text, (month)::timestamp with time zone))::date)),
  constraint work_done_pkey PRIMARY KEY (region, org, person, month)
);
-- shuqiao_app: delete, insert, select, update

create table worklist (
  region text not null,
  org text not null,
  post text not null,
  due_on date default '9999-12-31'::date not null,
  case_id uuid not null,
  why text not null,
  case_region text not null,
  kind text not null,
  state text not null,
  number text,
  title text not null,
  near_on date default '9999-12-31'::date not null,
  red_on date default '9999-12-31'::date not null,
  paused boolean default false not null,
  assignee uuid,
  barred uuid[] default '{}'::uuid[] not null,
  act text,
  opened_at timestamp with time zone,
  at timestamp with time zone default now() not null,
  constraint worklist_pkey PRIMARY KEY (region, org, post, due_on, case_id, why),
  constraint worklist_why_check CHECK ((why = ANY (ARRAY['move'::text, 'extension'::text, 'copy'::text, 'vacancy'::text])))
);
CREATE INDEX worklist_case ON public.worklist USING btree (case_region, case_id);
CREATE INDEX worklist_lit ON public.worklist USING btree (region, org, post, due_on, case_id, near_on, red_on) INCLUDE (kind, why, paused, barred);
CREATE INDEX worklist_vacancy ON public.worklist USING btree (case_id) WHERE (why = 'vacancy'::text);
-- shuqiao_app: delete, insert, select, update

CREATE OR REPLACE FUNCTION public.append_only(tab regclass)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO '$user', 'public', 'pg_temp'
AS $function$
begin
  execute format('revoke update, delete, truncate on %s from "shuqiao_app"', tab);
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy append_only_read on %s for select using (true)', tab);
  execute format('create policy append_only_add on %s for insert with check (true)', tab);
end $function$;

CREATE OR REPLACE FUNCTION public.call_record_leaf(r call_record)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select pg_catalog.sha256('\x00'::bytea operator(pg_catalog.||) pg_catalog.convert_to(pg_catalog.json_build_array(
    r.region, (extract(epoch from r.at) operator(pg_catalog.*) 1000000)::bigint, r.id, r.grant_id, r.application, r.caller, r.person, r.purpose, r.items, r.rows, r.bytes,
    pg_catalog.encode(r.params, 'hex'), r.status, r.reason, r.repeats, r.ms, r.address, r.claimed, r.ignored)::text, 'UTF8'))
$function$;

CREATE OR REPLACE FUNCTION public.drop_expired(part text, approval uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO '$user', 'public', 'pg_temp'
AS $function$
declare
  kept partition_kept; list disposal_list;
begin
  select * into kept from partition_kept where partition = part for update;
  if not found then raise exception 'no partition %', part using errcode = 'SQ001'; end if;
  if kept.keep_until is null or kept.keep_until >= (now() at time zone 'Asia/Shanghai')::date then
    raise exception 'partition % is kept until %', part, coalesce(kept.keep_until::text, 'ever') using errcode = 'SQ002';
  end if;
  select * into list from disposal_list where id = approval and partition = part and done_at is null for update;
  if not found or list.seen_by is null or list.approved_by is null then
    raise exception 'no approved disposal list % for partition %', approval, part using errcode = 'SQ003';
  end if;
  if kept.table_name = 'call_record' then
    delete from attachment a using files_beside(part) f where a.region = f.region and a.id = f.id;
    delete from usage_entry where at >= kept.from_at and at < kept.to_at;
  end if;
  execute format('drop table %I', part);
  delete from partition_kept where partition = part;
  update disposal_list set done_at = now() where id = approval;
end $function$;

CREATE OR REPLACE FUNCTION public.files_beside(part text)
 RETURNS TABLE(region text, id uuid, sha256 text)
 LANGUAGE sql
 STABLE
 SET search_path TO '$user', 'public', 'pg_temp'
AS $function$
  select a.region, a.id, a.sha256 from partition_kept k
    join usage_entry e on k.from_at <= e.at and e.at < k.to_at
    join attachment a on a.case_region = e.region and a.case_id = e.grant_id and a.id = any (e.attachments) and a.move_version is null
   where k.partition = part and k.table_name = 'call_record'
$function$;

CREATE OR REPLACE FUNCTION public.grams(t text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  plain text := lower(normalize(t, NFKC));
  found text[] := '{}';
begin
  for n in 1..length(plain) loop
    found := found || substr(plain, n, 1) || substr(plain, n, 2);
  end loop;
  return found;
end
$function$;

CREATE OR REPLACE FUNCTION public.keep_partition(parent text, at timestamp with time zone, until date)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO '$user', 'public', 'pg_temp'
AS $function$
  update partition_kept set keep_until = greatest(keep_until, until)
   where table_name = parent and from_at <= at and at < to_at and keep_until < until
$function$;

CREATE OR REPLACE FUNCTION public.ledger_make_partition(of_seq bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare part bigint := of_seq / 10000000;
begin
  if to_regclass(format('public.ledger_entry_%s', part)) is null then
    execute format('create table public.ledger_entry_%s partition of public.ledger_entry for values from (%s) to (%s)', part, part * 10000000, (part + 1) * 10000000);
    -- Reached through its parent only, where row security stands.
    execute format('revoke all on public.ledger_entry_%s from "shuqiao_app"', part);
    execute format('alter table public.ledger_entry_%s enable row level security', part);
    execute format('alter table public.ledger_entry_%s force row level security', part);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.make_one_partition(parent text, part text, lower_bound text, upper_bound text, from_at timestamp with time zone, to_at timestamp with time zone, keep_until date)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO '$user', 'public', 'pg_temp'
AS $function$
begin
  if exists (select from partition_kept k where k.partition = part) then return 0; end if;
  execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, lower_bound, upper_bound);
  -- Reached through its parent only, where row security stands.
  execute format('revoke all on %I from "shuqiao_app"', part);
  execute format('alter table %I enable row level security', part);
  execute format('alter table %I force row level security', part);
  insert into partition_kept values (part, parent, from_at, to_at, keep_until);
  return 1;
end $function$;

CREATE OR REPLACE FUNCTION public.make_partitions(since timestamp with time zone DEFAULT now(), until timestamp with time zone DEFAULT (now() + '70 days'::interval))
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO '$user', 'public', 'pg_temp'
AS $function$
declare
  t partitioned; made integer := 0; unit interval; pattern text; day timestamp; next_day timestamp; kept date; highest bigint; n bigint; key text;
begin
  lock table partition_kept in share row exclusive mode;
  for t in select * from partitioned order by table_name loop
    if t.period = 'count' then
      select a.attname into key from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
       where p.partrelid = t.table_name::regclass;
      execute format('select coalesce(max(%I), 0) from %I', key, t.table_name) into highest;
      for n in highest / t.step .. highest / t.step + 1 loop
        made := made + make_one_partition(t.table_name, t.table_name || '_p' || n, (n * t.step)::text, ((n + 1) * t.step)::text, null, null, null);
      end loop;
      continue;
    end if;
    unit := ('1 ' || t.period)::interval;
    pattern := case t.period when 'day' then 'YYYYMMDD' when 'month' then 'YYYYMM' else 'YYYY' end;
    day := date_trunc(t.period, since at time zone 'Asia/Shanghai');
    while day <= until at time zone 'Asia/Shanghai' loop
      next_day := day + unit;
      kept := (next_day + make_interval(years => t.keep_years))::date;
      made := made + make_one_partition(t.table_name, t.table_name || '_p' || to_char(day, pattern),
        (day at time zone 'Asia/Shanghai')::text, (next_day at time zone 'Asia/Shanghai')::text,
        day at time zone 'Asia/Shanghai', next_day at time zone 'Asia/Shanghai', kept);
      day := next_day;
    end loop;
  end loop;
  return made;
end $function$;

CREATE OR REPLACE FUNCTION public.one_role()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select format('"%s"', replace(current_user, '"', '""')) = '"shuqiao_app"'
$function$;

CREATE OR REPLACE FUNCTION public.rows_beside(part text)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO '$user', 'public', 'pg_temp'
AS $function$
  select count(*) from partition_kept k join usage_entry e on k.from_at <= e.at and e.at < k.to_at
   where k.partition = part and k.table_name = 'call_record'
$function$;
