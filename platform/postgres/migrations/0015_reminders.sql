-- Reminders before and after a limit: when this clock was last spoken of (legal date) and in which of the day's rounds
-- (1: from 09:00, 2: from 15:00). Set in the transaction that queues the notice, so each goes out once.
alter table clock add column reminded_on date not null default '0001-01-01', add column reminded_slot smallint not null default 0 check (reminded_slot between 0 and 2);
create index clock_near on clock (region, near_on) where stopped_on is null and stood_on is null;

-- A post that is empty to the top of its ladder: the case stands on the list of the authority's lead as well (Art. 11).
alter table worklist drop constraint worklist_why_check;
alter table worklist add constraint worklist_why_check check (why in ('move', 'extension', 'copy', 'vacancy'));

-- Lists of the other parties, newest movement first: walked in this order, parties looked up by primary key.
create index legal_case_moved on legal_case (kind, moved_at desc, id desc);
