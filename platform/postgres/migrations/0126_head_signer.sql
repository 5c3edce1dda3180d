-- Several processes with jobs sign heads, each with the key of its own home: whoever reads a head needs the key that signed it.
alter table ledger_head add column public_key text;
