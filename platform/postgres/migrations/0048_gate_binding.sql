-- A resource bound anew is read again by gateways; an entry that stands hidden stays hidden by it.
alter table gate_change drop constraint gate_change_what_check;
alter table gate_change add constraint gate_change_what_check check (what in ('grant', 'entry', 'key', 'incident', 'binding'));
