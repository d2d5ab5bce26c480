import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page as src/web serves it: everything that may change its name carries a hash in it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Vite's own settings files are no part of the page.
  envDir: false,
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the page allows no inline script, and data: nowhere.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // What libraries say to servers that draw React; here everything runs in the browser.
      checks: { moduleLevelDirective: false },
      output: {
        // What nearly every page needs, in one file instead of thirty.
        codeSplitting: {
          groups: [{ name: 'shared', test: /node_modules/, minShareCount: 5 }],
        },
      },
    },
  },
  logLevel: 'warn',
});
