/** A connection, a resource, or whatever else has an id of its own. */
export interface At { readonly region: string; readonly id: string }
export interface EntryId { readonly region: string; readonly entry: string }
