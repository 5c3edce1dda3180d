export { approvedConnection, bindingOf, loadBindings, type Binding, type Connection, type EntryId } from './store/binding.ts';
