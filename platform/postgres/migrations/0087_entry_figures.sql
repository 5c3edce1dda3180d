-- What departments are compared by (Art. 23): which answers were late, asking in the last fifth of the limit, withdrawals at the
-- provider's wish, refusals on other grounds, how long delivery takes, ratings.
alter table entry_figure
  add column recent_late boolean[] not null default '{}',
  add column asked_last_fifth integer not null default 0,
  add column withdrawn_at_wish integer not null default 0,
  add column refused_other integer not null default 0,
  add column delivered smallint[] not null default '{}',
  add column delivered_p50 real,
  add column rated integer not null default 0,
  add column rating_sum integer not null default 0,
  add check (rating_sum between rated and 5 * rated);
-- A reply that is overdue counts as late from its lapse on, not only once it is given.
alter table application add column late_counted boolean not null default false, add column rating jsonb;
