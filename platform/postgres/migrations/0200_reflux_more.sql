-- More items or more of the area than flow already are a second reflux (decision 0199): one that is asked for at a time, any number that run.
drop index reflux_open;
create unique index reflux_open on reflux (region, receiver, entry) where open and connected_on is null;
alter table reflux add column measures jsonb not null default '[]'; -- kinds of the measure that would make it safe
alter table reflux add column bound text; -- the binding that its rows came from when they were last counted
