-- Under which notices the open clocks were last computed: another list of notices (one signed, one that a newer program
-- brings, a computation cut off half-way) is computed anew by the job `calendars`.
create table calendar_applied (
  one  boolean primary key default true check (one),
  mark text not null,
  at   timestamptz not null default now()
);
