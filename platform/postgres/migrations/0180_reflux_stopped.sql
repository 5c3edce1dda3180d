-- A reflux that ended while its grant was stopped: not asked for anew before what was taken is disposed of (27 ¶2).
alter table reflux add column ended_stopped boolean not null default false;
create index reflux_stopped on reflux (receiver, entry) where ended_stopped;
