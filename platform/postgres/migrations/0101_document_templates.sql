-- How a region's papers look and are numbered, by a document with a number and dates (law/documents/template.ts has the
-- bounds). Versions are only added; a withdrawn one stays, since papers say by which they were made.
create table document_template (
  region       text not null references region,
  version      integer not null check (version between 1 and 999),
  body         jsonb not null,
  made_by      uuid not null,
  made_at      timestamptz not null default now(),
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  primary key (region, version),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
revoke update, delete, truncate on document_template from shuqiao_app;
grant update (withdrawn_by, withdrawn_at) on document_template to shuqiao_app;
