-- Where SHUQIAO_RECORDS=database: records as they were answered, durable here, moved to call_record within a second.
create table call_spool (
  region  text not null,                           -- of the platform
  id      uuid not null,
  line    text not null,
  primary key (region, id)
);
revoke update, truncate on call_spool from shuqiao_app;
