-- A partition stands on one open list at most.
create unique index disposal_list_open on disposal_list (partition) where done_at is null;
