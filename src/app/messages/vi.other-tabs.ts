/** Said in one tab of what another one is doing. */
export const otherTabsMessages = {
  upgradeWaits: 'Thẻ khác còn nội dung đang ghi, nội dung đó vẫn còn. Ghi xong hoặc đóng thẻ đó thì trang này mở tiếp.',
} as const;
