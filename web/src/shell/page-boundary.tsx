import { Component, type ReactNode } from 'react';
import { Trouble } from '../ui/states.tsx';

type State = { readonly failed: boolean };

/**
 * Keeps the navigation when a page cannot be drawn. The usual reason is that Tutti was upgraded and an old file of the
 * page is gone, which loading the page anew mends.
 */
export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Trouble
        error={new Error('This page could not be shown. Loading it again usually helps.')}
        retry={() => window.location.reload()}
      />
    );
  }
}
