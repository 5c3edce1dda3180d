export { noticeHandlers, type Delivery } from './deliver.ts';
export { forgetNotifications } from './store.ts';
export { notificationRoutes } from './routes.ts';
export { consoleChannel, type Channel } from './channel.ts';
export type { Message } from './notices.ts';
