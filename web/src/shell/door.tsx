import { makeStyles, Title2, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useEffect } from 'react';
import { Logo } from './logo.tsx';

const useStyles = makeStyles({
  ground: {
    minHeight: '100dvh',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    padding: `clamp(24px, 10vh, 96px) ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}`,
  },
  card: {
    width: '100%',
    maxWidth: '28rem',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: 'clamp(20px, 5vw, 40px)',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  bare: { display: 'flex', justifyContent: 'center', paddingTop: '10vh' },
  logo: { marginBottom: tokens.spacingVerticalXL, color: tokens.colorBrandForeground1 },
});

/** What is seen before one is in: the name, one card, nothing else. */
export function Door({ title, children }: { title?: string; children: ReactNode }): ReactElement {
  const styles = useStyles();
  useEffect(() => {
    if (title) document.title = title === 'Tutti' ? title : `${title} · Tutti`;
  }, [title]);
  return (
    <main className={styles.ground}>
      <div className={styles.logo}>
        <Logo size={40} words />
      </div>
      {title ? (
        <section className={styles.card}>
          <Title2 as="h1">{title}</Title2>
          {children}
        </section>
      ) : (
        <div className={styles.bare}>{children}</div>
      )}
    </main>
  );
}
