-- The worklist by lamp, and its counts: told by the index, so that rows of other lamps are passed over without a look at them.
create index worklist_lit on worklist (region, org, post, due_on, case_id, near_on, red_on) include (kind, why, paused, barred);

-- What a person has done in a month, and how much of it before a limit of his organisation ran out: added to by the statement of each move.
create table work_done (
  region text not null,
  org text not null,
  person uuid not null,
  month date not null check (month = date_trunc('month', month)::date),
  done integer not null check (done >= 1),
  on_time integer not null check (on_time between 0 and done),
  primary key (region, org, person, month)
);
insert into work_done (region, org, person, month, done, on_time)
select o.region, m.org, m.person, date_trunc('month', m.on_day)::date, count(*),
  count(*) filter (where not exists (select from clock k where k.region = m.region and k.case_id = m.case_id and k.bound = m.org and k.lapsed_on <= m.on_day))
from case_move m join organisation o on o.code = m.org
where m.person is not null and m.act not in ('hand-over', 'delegation', 'reminder', 'comment', 'copy', 'take-back', 'ask-extension', 'extend', 'deny-extension')
group by 1, 2, 3, 4;
