"""三级联动: handing matters over between province, city and county; see dispatch/linkage/applying.py for the way in."""
