-- What an official is typing into a form of the console before he sends it: his own, of one post, found again on another machine.
create table form_draft (
  region text not null,
  person uuid not null,
  org text not null,
  post text not null,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  form text not null check (form ~ '^[a-z]+(-[a-z]+)*$'),
  about text not null check (length(about) <= 160),
  body jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (region, person, org, post, kind, form, about)
);
-- The oldest of a person go where he has very many; the job of retention takes what is old.
create index form_draft_age on form_draft (saved_at);
