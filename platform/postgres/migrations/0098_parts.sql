-- Lists that are searched by a part of a name: organisations, accounts, findings (grams: 0096). Findings in the order of their page.
create index organisation_text on organisation using gin (grams(name || ' ' || short_name || ' ' || code));
create index account_text on account using gin (grams(login || ' ' || name));
create index finding_text on finding using gin (grams(coalesce(cause_number, '') || ' ' || coalesce(cause_title, '')));
drop index finding_judge, finding_department;
create index finding_judge on finding (judge_org, open, coalesce(due_on, '9999-12-31'::date), case_id);
create index finding_department on finding (department, open, coalesce(due_on, '9999-12-31'::date), case_id);
-- The audit's log, newest first: all of it, of one organisation, of one object. Day after day the machine's own partitions.
create index access_log_at on access_log (at desc, id desc);
create index access_log_org on access_log (org, at desc) where org is not null;
