-- What was asked under a request id, as a keyed digest: the same id with another body is refused. null: from before, counts as the same.
alter table case_request add column asked bytea check (octet_length(asked) = 16);
alter table route_request add column asked bytea check (octet_length(asked) = 16);
