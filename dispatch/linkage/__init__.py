"""三级联动: handing matters over between province, city and county; see dispatch/linking.py for the way in."""
