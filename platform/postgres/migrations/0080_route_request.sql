-- What is no move of a case acts once as well: the answer given to a request id, per person. Kept 30 days.
-- answer is null only inside the transaction that makes it.
create table route_request (
  region text not null,
  person uuid not null,
  request_id uuid not null,
  act text not null,     -- method and pattern of the route
  object text not null,  -- the address
  answer jsonb,
  at timestamptz not null default now(),
  primary key (region, person, request_id)
);
create index route_request_at on route_request (region, at);
