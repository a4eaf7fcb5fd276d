/** Texts of the area "changes". */
export const changes = {
  title: 'Changes',
};
