-- What gateways obey, and what it was compiled from, bears a seal that only the holder of the master key can make (decision 0207).
-- Null: not sealed yet; the first start of this version seals what is there.
alter table agreement add column seal bytea check (octet_length(seal) = 16);
alter table grant_compiled add column seal bytea check (octet_length(seal) = 16);
alter table credential add column seal bytea check (octet_length(seal) = 16);
