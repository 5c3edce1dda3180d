// Printed from the migrated database by `npm run shuqiao -- db schema`. Not edited by hand.
export interface Schema {}
