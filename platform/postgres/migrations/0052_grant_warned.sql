-- Warned before its end (27 ¶1): the fewest days of 30, 7 and 1 for which the parties were told.
alter table agreement add column warned smallint check (warned in (30, 7, 1));
create index agreement_ending on agreement (term_to, region, id) where term_to is not null;
create index agreement_renews on agreement (renews_region, renews_id) where renews_id is not null;
