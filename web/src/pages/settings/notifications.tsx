import { Button, Text } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { type NotificationState, useNotificationSetting } from '../../shell/notifications.tsx';
import { Panel } from '../../ui/panel.tsx';

const sentences: Readonly<Record<NotificationState, string>> = {
  impossible: 'This browser cannot show notifications. On a phone, adding Tutti to the home screen may help.',
  denied:
    'You have blocked notifications for this page. The browser’s settings for this page allow them again.',
  off: 'While the page is open in the background, I can tell you when something new comes.',
  on: 'I tell you when something new comes while the page is in the background, but not in your quiet hours.',
};

/** Notifications of this browser; it asks for the permission only when the button is pressed. */
export function Notifications(): ReactElement {
  const { state, turn } = useNotificationSetting();
  return (
    <Panel title="Notifications on this device">
      <Text>{sentences[state]}</Text>
      {state === 'off' || state === 'on' ? (
        <div>
          <Button onClick={() => void turn(state === 'off')}>
            {state === 'off' ? 'Show notifications' : 'Stop notifications'}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
