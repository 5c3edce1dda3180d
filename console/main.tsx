import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { createRoot } from 'react-dom/client';
import './kit/tokens.css';
import './kit/marks.css';
import './kit/strip.css';
import './kit/flow.css';
import './kit/timeline.css';
import './kit/table.css';
import './kit/form.css';
import './kit/sheet.css';
import './shell/shell.css';
import './kit/print.css';
import { Busy } from './kit/busy.tsx';
import { styleNonce, theme } from './kit/theme.ts';
import { queries } from './shell/api.ts';
import { router } from './shell/routes.tsx';

const nonce = styleNonce();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ConfigProvider locale={zhCN} theme={theme} wave={{ disabled: true }} button={{ autoInsertSpace: false, loadingIcon: <Busy /> }} {...(nonce ? { csp: { nonce } } : {})}
      getPopupContainer={(node) => node?.closest('dialog') ?? document.body}>
      <QueryClientProvider client={queries}><RouterProvider router={router} /></QueryClientProvider>
    </ConfigProvider>,
  );
}
