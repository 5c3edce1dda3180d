import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * The console. No inline script; the server adds `<meta name="csp-nonce">` to index.html, new for each answer:
 * antd needs it for its styles (kit/theme.ts).
 */
export default defineConfig({
  root: here('./console'),
  base: '/',
  publicDir: 'public',
  plugins: [react()],
  build: {
    target: 'chrome90',
    outDir: process.env['SHUQIAO_CONSOLE_OUT'] ?? here('./.build/console'),
    emptyOutDir: true,
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', port: 8091, strictPort: false, proxy: { '/api': { target: 'http://127.0.0.1:8090', changeOrigin: false } } },
});
