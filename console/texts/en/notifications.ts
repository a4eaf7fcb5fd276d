/** Texts of the area "notifications". */
export const notifications = {
  title: 'Notifications',
};
