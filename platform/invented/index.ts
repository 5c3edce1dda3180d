export { inventRows, rowCount, type InventedItem } from './values.ts';
